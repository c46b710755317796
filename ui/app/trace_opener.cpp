// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trace_opener.h"

#include "formats/recorded_stream.h"
#include "session/replay.h"
#include "timeline/trace_lanes.h"

#include <QFileInfo>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace streamscope::ui {

namespace {
constexpr int frameMs = 30;
constexpr qint64 longestPictureMs = 150;
} // namespace

struct TraceOpener::Mailbox
{
    std::mutex mutex;
    std::optional<double> share;
    std::atomic<bool> wantsPicture = true;
    trace::TracePointer soFar; ///< with its TraceLanes
    std::optional<Result<trace::TracePointer>> result;
};

TraceOpener::TraceOpener(QObject* parent) : QObject(parent), m_mailbox(std::make_shared<Mailbox>())
{
    m_frames.setInterval(frameMs);
    connect(&m_frames, &QTimer::timeout, this, &TraceOpener::pull);
}

TraceOpener::~TraceOpener() = default;

QString TraceOpener::nameOf(const QString& path)
{
    return path == QLatin1String("-") ? tr("standard input") : QFileInfo(path).fileName();
}

Result<trace::TracePointer> TraceOpener::openNow(const QString& path)
{
    return formats::isLiveStream(path.toStdString()) ? formats::followStream(path.toStdString(), {})
                                                     : session::readRecording(path.toStdString(), {});
}

void TraceOpener::open(QStringList paths)
{
    std::stable_partition(paths.begin(), paths.end(),
                          [](const QString& path) { return !formats::isLiveStream(path.toStdString()); });
    m_waiting += paths;
    if (!m_busy)
        next();
}

void TraceOpener::cancel()
{
    m_waiting.clear();
    m_dropped = m_busy && !m_live;
    if (m_job.cancel())
        next();
}

void TraceOpener::drop()
{
    cancel();
    m_dropped = m_busy;
}

/// Pictures of what is there so far must not keep the window from answering: at most a fifth of the time goes into
/// them, and none are made any more when one takes too long.
bool TraceOpener::mayDraw() const
{
    return !m_sincePicture.isValid() ||
           ((m_live || m_pictureMs <= longestPictureMs) && m_sincePicture.elapsed() > 4 * m_pictureMs);
}

void TraceOpener::next()
{
    m_busy = !m_waiting.isEmpty();
    m_dropped = false;
    m_sincePicture.invalidate();
    if (!m_busy) {
        m_frames.stop();
        emit idle();
        return;
    }
    m_current = m_waiting.takeFirst();
    m_live = formats::isLiveStream(m_current.toStdString());
    m_mailbox->wantsPicture = true;
    m_job.submit([box = m_mailbox, path = m_current, live = m_live](std::stop_token stop) {
        formats::ReadOptions options;
        options.stop = stop;
        options.onProgress = [&box](const formats::ReadProgress& progress) {
            const bool picture =
                progress.soFar && progress.soFar->sliceCount() > 0 && box->wantsPicture.exchange(false);
            if (picture)
                TraceLanes::of(progress.soFar); // rather here than on the GUI thread
            const std::lock_guard lock(box->mutex);
            box->share = progress.share;
            if (picture)
                box->soFar = progress.soFar;
        };
        auto result = live ? formats::followStream(path.toStdString(), options)
                           : session::readRecording(path.toStdString(), options);
        if (result)
            TraceLanes::of(*result);
        const std::lock_guard lock(box->mutex);
        box->result = std::move(result);
    });
    m_frames.start();
    emit progressed(m_live ? -1 : 0, nameOf(m_current));
}

void TraceOpener::pull()
{
    std::optional<double> share;
    trace::TracePointer soFar;
    std::optional<Result<trace::TracePointer>> result;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        share = std::exchange(m_mailbox->share, std::nullopt);
        soFar = std::exchange(m_mailbox->soFar, nullptr);
        result = std::exchange(m_mailbox->result, std::nullopt);
    }
    const QString path = m_current;
    if (share && !m_dropped)
        emit progressed(*share, nameOf(path));
    if (!soFar && mayDraw())
        m_mailbox->wantsPicture = true;
    if (soFar && !result && !m_dropped) {
        QElapsedTimer clock;
        clock.start();
        emit grew(path, soFar);
        m_pictureMs = clock.elapsed();
        m_sincePicture.start();
    }
    if (!result)
        return;
    if (m_dropped)
        emit failed(path, Error{ErrorKind::cancelled, path.toStdString(), {}, {"formats.cancelled", {}}});
    else if (*result)
        emit opened(path, **result);
    else
        emit failed(path, result->error());
    next();
}

} // namespace streamscope::ui
