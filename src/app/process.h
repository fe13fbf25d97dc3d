// What the process needs before and besides its work: standard streams that exist, no core dumps
// with secrets in them, signals that leave no half-written file behind, and messages on standard
// error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace prodready {

/// Call once, first of all.
void prepare_process();

/// "prodready: MESSAGE" on standard error, made printable, as one line.
void say(std::string_view message);
/// The same without allocating memory; `message` must be ours.
void say_plainly(const char* message) noexcept;

/// The environment variable, or nullptr.
const char* environment_variable(const char* name);

/// Today's date in UTC, YYYY-MM-DD; SOURCE_DATE_EPOCH counts as now.
std::string today();

/// Seconds since 1970; SOURCE_DATE_EPOCH counts as now.
int64_t now();

/// A file that a signal or an internal error removes: it is not finished. One at a time.
void remove_on_signal(int folder, const std::string& name);
void keep_on_signal() noexcept;

}  // namespace prodready
