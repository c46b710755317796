// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/device_list.h"

#include "device/profiles.h"

#include <QMetaObject>

namespace streamscope::ui {

DeviceList::DeviceList(QObject* parent) : QObject(parent)
{
    for (const std::string& name : device::profileNames()) {
        const auto profile = device::findProfile(name);
        if (!profile)
            continue;
        session::DeviceEntry entry;
        entry.target.profile = name;
        entry.name = profile->deviceName;
        entry.profile = *profile;
        m_entries.push_back(std::move(entry));
    }
}

void DeviceList::refresh(const std::string& via)
{
    m_job.submit([this, via](std::stop_token stop) {
        auto found = session::devices(via);
        if (stop.stop_requested() || found.empty())
            return;
        QMetaObject::invokeMethod(
            this,
            [this, found = std::move(found)] {
                m_entries = found;
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

} // namespace streamscope::ui
