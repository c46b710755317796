// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/together.h"

#include <QSemaphore>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <memory>

namespace streamscope::ui {

void doTogether(const std::vector<std::function<void()>>& work)
{
    constexpr int mostHelpers = 3; // more wait for memory, not for each other
    std::atomic<std::size_t> next = 0;
    const auto done = std::make_shared<QSemaphore>(); // a helper may still be in release() when this returns
    const auto help = [&] {
        for (std::size_t i = next++; i < work.size(); i = next++)
            work[i]();
    };
    int helpers = 0;
    QThreadPool& pool = *QThreadPool::globalInstance();
    const int wanted = std::min({mostHelpers, pool.maxThreadCount() - 1, int(work.size()) - 1});
    while (helpers < wanted && pool.tryStart([&help, done] {
        help();
        done->release();
    }))
        ++helpers;
    help();
    done->acquire(helpers);
}

} // namespace streamscope::ui
