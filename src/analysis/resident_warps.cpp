// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/resident_warps.h"

#include "analysis/launch.h"

#include <algorithm>

namespace streamscope::analysis {

double residentWarpShare(const trace::OperationDetails& kernel, const device::DeviceProfile& limits)
{
    const Launch launch = launchOf(kernel, limits);
    const double resident = std::min(double(launch.blocks), double(launch.fit.blocksPerSm) * limits.sms);
    return resident * launch.fit.warpsPerBlock / (double(limits.sms) * limits.warpsPerSm);
}

} // namespace streamscope::analysis
