// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trace_opener.h"

#include "base/file.h"
#include "base/resources.h"
#include "formats/read_trace.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

#include <mutex>
#include <utility>

namespace streamscope::ui {

namespace {
constexpr int frameMs = 30;

/// Embedded recordings go through a temporary file, so that one reader serves all.
Result<trace::TracePointer> read(const QString& path, const formats::ReadOptions& options)
{
    const auto embedded = path.startsWith(QLatin1String("recordings/")) ? resource(path.toStdString()) : std::nullopt;
    if (!embedded)
        return formats::readTrace(path.toStdString(), options);
    QTemporaryFile file(QDir::tempPath() + QStringLiteral("/XXXXXX-") + QFileInfo(path).fileName());
    if (!file.open() || file.write(embedded->data(), qint64(embedded->size())) != qint64(embedded->size()) ||
        !file.flush())
        return Error{
            ErrorKind::input, path.toStdString(), {}, {"base.cannot-write", {file.errorString().toStdString()}}};
    return formats::readTrace(file.fileName().toStdString(), options);
}
} // namespace

struct TraceOpener::Mailbox
{
    std::mutex mutex;
    double share = -1;
    std::optional<Result<trace::TracePointer>> result;
};

TraceOpener::TraceOpener(QObject* parent) : QObject(parent), m_mailbox(std::make_shared<Mailbox>())
{
    m_frames.setInterval(frameMs);
    connect(&m_frames, &QTimer::timeout, this, &TraceOpener::pull);
}

TraceOpener::~TraceOpener() = default;

Result<trace::TracePointer> TraceOpener::openNow(const QString& path)
{
    return read(path, {});
}

void TraceOpener::open(const QStringList& paths)
{
    m_waiting += paths;
    if (!m_busy)
        next();
}

void TraceOpener::cancel()
{
    m_waiting.clear();
    if (m_job.cancel())
        next();
}

void TraceOpener::next()
{
    m_busy = !m_waiting.isEmpty();
    if (!m_busy) {
        m_frames.stop();
        emit idle();
        return;
    }
    m_current = m_waiting.takeFirst();
    m_job.submit([box = m_mailbox, path = m_current](std::stop_token stop) {
        formats::ReadOptions options;
        options.stop = stop;
        options.onProgress = [&box](const formats::ReadProgress& progress) {
            const std::lock_guard lock(box->mutex);
            box->share = progress.share;
        };
        auto result = read(path, options);
        const std::lock_guard lock(box->mutex);
        box->result = std::move(result);
    });
    m_frames.start();
    emit progressed(0, m_current);
}

void TraceOpener::pull()
{
    double share = -1;
    std::optional<Result<trace::TracePointer>> result;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        share = std::exchange(m_mailbox->share, -1);
        result = std::exchange(m_mailbox->result, std::nullopt);
    }
    if (share >= 0)
        emit progressed(share, m_current);
    if (!result)
        return;
    const QString path = m_current;
    if (*result)
        emit opened(path, **result);
    else
        emit failed(path, result->error());
    next();
}

} // namespace streamscope::ui
