// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_saver.h"

#include <mutex>
#include <optional>
#include <utility>

namespace streamscope::ui {

namespace {
constexpr int frameMs = 30;
} // namespace

/// Between the worker and the frame timer, of one file.
struct FileSaver::Mailbox
{
    std::mutex mutex;
    double share = 0;
    std::optional<Status> result;
};

FileSaver::FileSaver(QObject* parent) : QObject(parent)
{
    m_frames.setInterval(frameMs);
    connect(&m_frames, &QTimer::timeout, this, &FileSaver::pull);
}

FileSaver::~FileSaver() = default;

void FileSaver::save(const QString& path, Write write)
{
    m_asked.push_back({path, std::move(write)});
    if (m_asked.size() == 1)
        next();
}

void FileSaver::cancel()
{
    if (m_asked.empty())
        return;
    if (const bool waited = m_job.cancel(); !waited)
        m_left.push_back({m_asked.front().path, m_mailbox});
    const std::deque<Asked> given = std::exchange(m_asked, {});
    for (const Asked& asked : given)
        emit failed(asked.path, Error{ErrorKind::cancelled, asked.path.toStdString(), {}, {"base.cancelled", {}}});
    emit idle();
}

void FileSaver::next()
{
    if (m_asked.empty()) {
        emit idle();
        return;
    }
    m_mailbox = std::make_shared<Mailbox>();
    m_job.submit([box = m_mailbox, asked = m_asked.front()](std::stop_token stop) {
        Status status = asked.write(asked.path, stop, [&box](double share) {
            const std::lock_guard lock(box->mutex);
            box->share = share;
        });
        const std::lock_guard lock(box->mutex);
        box->result = std::move(status);
    });
    m_frames.start();
    emit progressed(0, m_asked.front().path);
}

void FileSaver::pull()
{
    pullLeft();
    if (!m_asked.empty())
        pullCurrent();
    if (m_asked.empty() && m_left.empty())
        m_frames.stop();
}

void FileSaver::pullCurrent()
{
    double share = 0;
    std::optional<Status> result;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        share = m_mailbox->share;
        result = std::exchange(m_mailbox->result, std::nullopt);
    }
    if (!result) {
        emit progressed(share, m_asked.front().path);
        return;
    }
    const QString path = std::move(m_asked.front().path);
    m_asked.pop_front();
    if (*result)
        emit saved(path);
    else
        emit failed(path, result->error());
    next();
}

void FileSaver::pullLeft()
{
    for (auto left = m_left.begin(); left != m_left.end();) {
        std::optional<Status> result;
        {
            const std::lock_guard lock(left->mailbox->mutex);
            result = std::exchange(left->mailbox->result, std::nullopt);
        }
        if (!result) {
            ++left;
            continue;
        }
        const QString path = left->path;
        left = m_left.erase(left);
        if (*result)
            emit saved(path);
    }
}

} // namespace streamscope::ui
