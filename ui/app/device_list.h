// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/latest_job.h"
#include "session/target.h"

#include <QObject>

#include <vector>

namespace streamscope::ui {

/// Where experiments can run: the profiles at once, the GPUs of this or another machine when they have answered.
class DeviceList : public QObject
{
    Q_OBJECT

public:
    explicit DeviceList(QObject* parent = nullptr);

    const std::vector<session::DeviceEntry>& entries() const { return m_entries; }
    /// Asks for GPUs off the GUI thread; changed() follows.
    void refresh(const std::string& via);

signals:
    void changed();

private:
    std::vector<session::DeviceEntry> m_entries;
    LatestJob m_job;
};

} // namespace streamscope::ui
