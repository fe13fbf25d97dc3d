// Values that are made when they are first asked for, by any of several threads. Two that ask at
// once may both make one; one of the two is kept.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

namespace prodready {

/// Values never move: references to them stay good, also when the array is moved.
template <typename T>
class LazyArray {
 public:
  LazyArray() = default;
  explicit LazyArray(size_t size) : slots_(size) {}
  LazyArray(LazyArray&&) = default;
  LazyArray& operator=(LazyArray&& other) noexcept {
    slots_.swap(other.slots_);
    return *this;
  }
  ~LazyArray() {
    for (const std::atomic<const T*>& slot : slots_) delete slot.load(std::memory_order_acquire);
  }

  size_t size() const { return slots_.size(); }

  /// make() returns a T.
  template <typename Make>
  const T& get(size_t index, Make make) const {
    std::atomic<const T*>& slot = slots_[index];
    if (const T* there = slot.load(std::memory_order_acquire)) return *there;
    auto made = std::make_unique<const T>(make());
    const T* first = nullptr;
    const bool kept = slot.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel);
    return kept ? *made.release() : *first;
  }

 private:
  mutable std::vector<std::atomic<const T*>> slots_;
};

template <typename T>
class Lazy {
 public:
  template <typename Make>
  const T& get(Make make) const {
    return one_.get(0, make);
  }

 private:
  LazyArray<T> one_{1};
};

}  // namespace prodready
