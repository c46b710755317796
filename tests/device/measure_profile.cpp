// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Calibration: how long it takes, and that what it writes can be read. `calibrate FILE` keeps the profile.
#include "support.h"

#include "base/file.h"
#include "cuda/calibrate.h"
#include "cuda/clock.h"
#include "device/profiles.h"

#include <fmt/format.h>

namespace streamscope::devicetest {

void measureProfile(Report& report, const Arguments& arguments)
{
    const Ns start = cuda::nowNs();
    std::string steps;
    Ns last = start;
    Result<device::DeviceProfile> profile =
        cuda::calibrate(0,
                        [&](double, const std::string& what) {
                            fmt::print("  {:.2f} s {}\n", double(cuda::nowNs() - last) / 1e9, what);
                            last = cuda::nowNs();
                        },
                        {});
    if (!profile) {
        report.add("calibrate", false, text(profile.error()));
        return;
    }
    const double seconds = double(cuda::nowNs() - start) / 1e9;
    const std::string json = device::profileJson(*profile);
    const Result<device::DeviceProfile> again = device::parseProfile(json, "calibrated");
    report.add("calibrate", seconds < 60 && again,
               fmt::format("{:.1f} s{}", seconds, again ? "" : "; " + text(again.error())), "< 60 s");
    if (!arguments.empty())
        if (Status written = writeFile(arguments[0], json); !written)
            report.add("profile written", false, text(written.error()));
}

} // namespace streamscope::devicetest
