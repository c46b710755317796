// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"

#include <string>

namespace streamscope::session {

/// What to say of a phase that onProgress() named: "simulating", "unprofiled", "traced", "replaying", "loop N" (one
/// iteration in N is traced), "waiting N".
Message phaseMessage(const std::string& phase);

} // namespace streamscope::session
