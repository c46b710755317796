// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/comparison.h"
#include "device/device_profile.h"
#include "session/prepare.h"

namespace streamscope::session {

/// Puts together what is reported of one layout. `profile` gives the bounds and peaks; null where the device has none.
/// `unprofiled` holds the makespans; `trace` may be null (metrics stay zero).
analysis::LayoutResult layoutResult(const PreparedLayout& layout, const backend::RunOutcome& unprofiled,
                                    trace::TracePointer trace, const device::DeviceProfile* profile);

/// Median of `values`: the middle one, of an even number the lower of the two in the middle; 0 of none.
Ns median(std::vector<Ns> values);

/// Least and greatest of `values` without the outermost tenth on either side (none of fewer than eleven): one hiccup of
/// the host is no spread. {0, 0} of none.
std::pair<Ns, Ns> spread(std::vector<Ns> values);

/// Where a simulated run with this profile stands.
trace::Provenance simulatedProvenance(const device::DeviceProfile& profile);

} // namespace streamscope::session
