// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/latest_job.h"
#include "timeline/stretch_sums.h"

#include <QObject>

#include <cstdint>
#include <vector>

namespace streamscope::ui {

/// Sums up selected stretches off the GUI thread; a newer question replaces an older one. GUI thread.
class StretchSummer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void ask(std::vector<StretchOfTrace> stretches);
    /// What was asked is of no interest any more.
    void drop();

signals:
    void summed(const std::vector<streamscope::ui::StretchSums>& sums);

private:
    std::uint64_t m_asked = 0;
    LatestJob m_job; // last: joins before the rest goes
};

} // namespace streamscope::ui
