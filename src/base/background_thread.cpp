// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/background_thread.h"

#include <sys/resource.h>
#include <unistd.h>

namespace streamscope {

void workInBackground()
{
#ifdef __linux__
    constexpr int background = 5; // about a third of the share of another thread, where there are too few cores
    // Here it is the thread's own; elsewhere it would be the whole process', which somebody does wait for.
    static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), background));
#endif
}

} // namespace streamscope
