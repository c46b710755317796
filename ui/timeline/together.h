// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace streamscope::ui {

/// Does every piece of `work` and returns when all is done. Idle threads of the global pool lend a hand; busy ones are
/// not waited for. The pieces may run in any order and on any thread.
void doTogether(const std::vector<std::function<void()>>& work);

} // namespace streamscope::ui
