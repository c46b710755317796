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

struct FileSaver::Mailbox
{
    std::mutex mutex;
    double share = 0;
    std::optional<Status> result;
};

FileSaver::FileSaver(QObject* parent) : QObject(parent), m_mailbox(std::make_shared<Mailbox>())
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
    m_cancelled = true;
    const bool waited = m_job.cancel();
    const std::lock_guard lock(m_mailbox->mutex);
    if (waited) // it will never run
        m_mailbox->result = Error{ErrorKind::cancelled, m_asked.front().path.toStdString(), {}, {"base.cancelled", {}}};
}

void FileSaver::next()
{
    if (m_asked.empty()) {
        m_frames.stop();
        m_cancelled = false;
        emit idle();
        return;
    }
    m_mailbox->share = 0; // nobody else has it between two files
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
    double share = 0;
    std::optional<Status> result;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        share = m_mailbox->share;
        result = std::exchange(m_mailbox->result, std::nullopt);
    }
    if (!result) {
        if (!m_cancelled)
            emit progressed(share, m_asked.front().path);
        return;
    }
    const QString path = std::move(m_asked.front().path);
    m_asked.pop_front();
    if (*result)
        emit saved(path);
    else
        emit failed(path, result->error());
    if (m_cancelled)
        for (const Asked& given : std::exchange(m_asked, {}))
            emit failed(given.path, Error{ErrorKind::cancelled, given.path.toStdString(), {}, {"base.cancelled", {}}});
    next();
}

} // namespace streamscope::ui
