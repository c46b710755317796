// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"

#include <optional>
#include <string>

namespace streamscope::device {

/// Where a number comes from, by its place in the file: what the profile's origin says of it, else of the section that
/// it is in. Empty: the profile does not say.
std::string originOf(const DeviceProfile& profile, std::string place);

/// Completes what `calibrate` measured on a machine by what only the fidelity suite's fit gives, from `fitted`, a
/// profile of the same GPU as it is written: the kernels, the corrections of measured numbers, the model's error, and
/// all numbers that `fitted` calls fitted, whose spread is left out then. What was measured stays as it is. Doing it
/// again changes nothing. From a profile of another GPU only the kernels, the corrections and the model's own numbers
/// come, and the model's error stays unknown: to be used for one of the same compute capability.
void adoptFits(DeviceProfile& measured, const DeviceProfile& fitted);

/// The built-in profile whose fits suit what was measured, as it is written: that of the same GPU, else one of the same
/// compute capability that was checked on hardware; none.
std::optional<DeviceProfile> fitsFor(const DeviceProfile& measured);

/// Multiplies measured numbers by their corrections, and forgets the latter.
void applyCorrections(DeviceProfile& profile);

} // namespace streamscope::device
