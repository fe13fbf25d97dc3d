#include "app/app.h"

#include <new>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/exit_code.h"
#include "app/process.h"
#include "text/error.h"

namespace prodready {
namespace {

ExitCode dispatch(const CommandLine& line) {
  switch (line.command) {
    case Command::audit:
      return run_audit(line);
    case Command::env:
      return show_env(line);
    case Command::rules_list:
      return list_rules(line);
    case Command::rules_check:
      return check_rules(line);
    case Command::rules_import:
      return import_rules(line);
    case Command::explain:
      return explain_rule(line);
    case Command::config_show:
      return show_config(line);
    case Command::baseline_create:
      return create_baseline(line);
    case Command::baseline_update:
      return update_baseline(line);
    case Command::baseline_prune:
      return prune_baseline(line);
    case Command::baseline_show:
      return show_baseline(line);
    case Command::init:
      return set_up(line);
    case Command::completions:
      return show_completions(line);
    case Command::man:
      return show_manual();
    case Command::version:
      return show_version();
    case Command::help:
      return show_help(line);
  }
  return ExitCode::usage;
}

ExitCode run_guarded(int argc, char** argv) {
  try {
    return dispatch(
        parse_command_line(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc)));
  } catch (const Error& error) {
    say(error.what());
    return ExitCode::usage;
  } catch (const std::bad_alloc&) {
    say_plainly("internal error: out of memory");
  } catch (const std::exception& error) {
    say(std::string("internal error: ") + error.what());
  } catch (...) {
    say_plainly("internal error: unknown exception");
  }
  return ExitCode::incomplete;
}

}  // namespace

int run(int argc, char** argv) {
  prepare_process();
  return static_cast<int>(run_guarded(argc, argv));
}

}  // namespace prodready
