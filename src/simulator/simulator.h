// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"
#include "device/device_profile.h"

namespace streamscope::simulator {

/// A model of a GPU and its host. A pure function of program, profile and seed: the same build gives the same bytes.
class Simulator : public backend::Backend
{
public:
    explicit Simulator(device::DeviceProfile profile);

    Result<backend::RunOutcome> run(const program::Program& program, const backend::RunOptions& options,
                                    trace::EventSink* sink, std::stop_token stop) override;

private:
    device::DeviceProfile m_profile;
};

} // namespace streamscope::simulator
