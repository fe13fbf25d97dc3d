#include "app/app.h"

int main(int argc, char** argv) { return prodready::run(argc, argv); }
