// The whole program: argv in, exit code out (exit_code.h).
#pragma once

namespace prodready {

int run(int argc, char** argv);

}  // namespace prodready
