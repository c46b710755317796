// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/track_names.h"

#include <QRegularExpression>

#include <set>
#include <utility>

namespace streamscope::ui {

QString TrackNames::of(const trace::Trace& trace, const trace::TrackInfo& info)
{
    std::set<int> ranks, devices;
    bool inContexts = false, inProcesses = false; // another one of that name on this device
    for (const trace::Track& track : trace.tracks()) {
        const trace::TrackInfo& other = track.info;
        ranks.insert(other.rank);
        if (other.device >= 0)
            devices.insert(other.device);
        const bool alike = other.kind == info.kind && other.name == info.name && other.rank == info.rank &&
                           other.device == info.device && info.device >= 0;
        inContexts = inContexts || (alike && other.pid == info.pid && other.context != info.context);
        inProcesses = inProcesses || (alike && other.pid != info.pid);
    }
    QStringList parts;
    if (ranks.size() > 1)
        parts << tr("rank %1").arg(info.rank);
    if (devices.size() > 1 && info.device >= 0)
        parts << tr("GPU %1").arg(info.device);
    if (inProcesses)
        parts << tr("process %1").arg(info.pid);
    if (inContexts)
        parts << tr("context %1").arg(info.context);
    parts << said(QString::fromStdString(info.name));
    return parts.join(QStringLiteral(" · "));
}

QString TrackNames::said(const QString& name)
{
    for (const auto& [prefix, with] :
         {std::pair{"annotations · ", QT_TR_NOOP("annotations · %1")},
          std::pair{"profiler · ", QT_TR_NOOP("profiler · %1")}, std::pair{"marks · ", QT_TR_NOOP("marks · %1")},
          std::pair{"ranges · ", QT_TR_NOOP("ranges · %1")},
          std::pair{"synchronisation · ", QT_TR_NOOP("synchronisation · %1")}})
        if (name.startsWith(QString::fromUtf8(prefix)))
            return tr(with).arg(said(name.mid(QString::fromUtf8(prefix).size())));
    static const QRegularExpression own(QStringLiteral(
        "^(default stream|default|stream|thread|host to device|device to host|device to device)(?: (\\d+(?: "
        "\\(.*\\))?|PyTorch Profiler))?$"));
    const auto match = own.match(name);
    if (!match.hasMatch())
        return name;
    const QString kind = match.captured(1), number = match.captured(2);
    if (kind == u"default stream")
        return tr("default stream");
    if (kind == u"default")
        return number.isEmpty() ? name : tr("default stream %1").arg(number);
    if (kind == u"host to device")
        return tr("host to device");
    if (kind == u"device to host")
        return tr("device to host");
    if (kind == u"device to device")
        return tr("device to device");
    if (number.isEmpty())
        return kind == u"stream" ? tr("stream") : name;
    if (kind == u"stream")
        return tr("stream %1").arg(number);
    return kind == u"thread" ? tr("thread %1").arg(number) : name;
}

} // namespace streamscope::ui
