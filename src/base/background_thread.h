// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace streamscope {

/// From here on the calling thread, and those that it starts, give way to threads that somebody waits for. For good.
void workInBackground();

} // namespace streamscope
