// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stretch_summer.h"

#include <QMetaObject>

namespace streamscope::ui {

void StretchSummer::ask(std::vector<StretchOfTrace> stretches)
{
    drop();
    m_job.submit([this, ticket = m_asked, stretches = std::move(stretches)](std::stop_token stop) {
        std::vector<StretchSums> sums;
        for (const StretchOfTrace& stretch : stretches)
            sums.push_back(sumsOf(stretch, stop));
        // The summer outlives the job: its destructor waits for it.
        QMetaObject::invokeMethod(
            this,
            [this, ticket, sums = std::move(sums)] {
                if (ticket == m_asked)
                    emit summed(sums);
            },
            Qt::QueuedConnection);
    });
}

void StretchSummer::drop()
{
    ++m_asked;
    m_job.cancel();
}

} // namespace streamscope::ui
