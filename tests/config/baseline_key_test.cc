// The baseline in the configuration, and the gate that needs one.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "catch.h"
#include "config/config.h"
#include "text/error.h"

using namespace prodready;
namespace fs = std::filesystem;

namespace {

/// A folder with a configuration.
class Configured {
 public:
  explicit Configured(const std::string& text) {
    std::string name = (fs::temp_directory_path() / "prodready-config-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = fs::canonical(name);
    std::ofstream(root_ / ".prodready.toml") << text;
  }
  ~Configured() { fs::remove_all(root_); }

  Policy policy(const PolicyLayer& flags = {}) const {
    ConfigRequest request;
    request.flags = flags;
    request.start = root_.string();
    return load_policy(request);
  }
  Policy policy_as_named() const {
    ConfigRequest request;
    request.config_file = (root_ / ".prodready.toml").string();
    return load_policy(request);
  }

 private:
  fs::path root_;
};

PolicyLayer fail_on(const std::string& gate) {
  PolicyLayer flags;
  flags.fail_on = gate;
  return flags;
}

}  // namespace

TEST_CASE("a baseline is relative to the configuration that names it, and loosens it") {
  const Policy policy = Configured("baseline = \"accepted/list\"\n").policy();
  CHECK(policy.baseline == fs::path(policy.config_file).parent_path() / "accepted/list");
  REQUIRE(policy.loosened.size() == 1);
  CHECK(policy.loosened[0] == "baseline = \"accepted/list\" (.prodready.toml:1)");
  CHECK(describe_policy(policy).find("accepted/list") != std::string::npos);
}

TEST_CASE("a flag wins over the configuration's baseline") {
  PolicyLayer flags;
  flags.baseline = "mine";
  const Policy policy = Configured("baseline = \"theirs\"\n").policy(flags);
  CHECK(policy.baseline == "mine");
  CHECK(policy.origins.at("baseline") == "--baseline");
}

TEST_CASE("only a configuration that the user named may name a baseline anywhere") {
  for (const char* file : {"../list", "/etc/list", "a/../../list"}) {
    const Configured configured("\nbaseline = \"" + std::string(file) + "\"\n");
    CHECK_THROWS_WITH(configured.policy(),
                      Catch::Contains(".prodready.toml:2:") && Catch::Contains("outside"));
    CHECK(configured.policy_as_named().baseline.ends_with("list"));
  }
}

TEST_CASE("a baseline without a name is an error") {
  CHECK_THROWS_WITH(Configured("baseline = \"\"\n").policy(), Catch::Contains("empty"));
  CHECK_THROWS_WITH(Configured("baseline = 3\n").policy(), Catch::Contains(".prodready.toml:1:"));
}

TEST_CASE("the gate for new findings sees everything, and is no gate without a baseline") {
  const Policy policy = Configured("baseline = \"b\"\nfail-on = \"new\"\n").policy();
  CHECK(policy.fail_on_new);
  CHECK(gate_name(policy) == "new");
  CHECK(policy.min_severity == Severity::info);
  CHECK_THROWS_WITH(Configured("fail-on = \"new\"\n").policy(),
                    Catch::Contains("fail-on \"new\" (.prodready.toml:1) needs a baseline"));
  CHECK_THROWS_WITH(
      Configured("baseline = \"b\"\nmin-severity = \"high\"\n").policy(fail_on("new")),
      Catch::Contains("hides findings that fail-on \"new\" (--fail-on) is to fail on"));
}

TEST_CASE("a severity given later takes the gate for new findings away") {
  const Policy policy = Configured("baseline = \"b\"\nfail-on = \"new\"\n").policy(fail_on("high"));
  CHECK(!policy.fail_on_new);
  CHECK(gate_name(policy) == "high");
  CHECK(policy.min_severity == Severity::low);
}
