// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "support.h"

#include <cstdio>
#include <map>
#include <string>

using namespace streamscope::devicetest;

/// streamscope-device-tests PART [ARGUMENT]… [, PART …]…
int main(int count, char** words)
{
    const std::map<std::string, void (*)(Report&, const Arguments&)> parts{
        {"kernels", checkKernels},     {"fill", checkFill},           {"registers", checkRegisters},
        {"dcka", checkDcka},           {"ceilings", measureCeilings}, {"tracing", checkTracing},
        {"fidelity", measureFidelity}, {"bare", measureBare},         {"overhead", measureTracing},
        {"contract", checkContract},   {"calibrate", measureProfile}, {"faults", checkFaults},
    };
    if (count == 2 && std::string(words[1]) == "out-of-bounds") // for runner.py
        return runOutOfBounds();
    Report report;
    for (int i = 1; i < count; ++i) {
        const auto part = parts.find(words[i]);
        if (part == parts.end()) {
            std::fprintf(stderr, "no such part: %s\n", words[i]);
            return 2;
        }
        Arguments arguments;
        for (++i; i < count && std::string(words[i]) != ","; ++i)
            arguments.push_back(words[i]);
        part->second(report, arguments);
    }
    return report.finish() == 0 ? 0 : 1;
}
