// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/latest_job.h"
#include "base/result.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <stop_token>

namespace streamscope::ui {

/// Makes and writes files off the GUI thread, one after the other as asked, with progress and Cancel. A file is whole
/// or as it was. The destructor gives up what is not written yet.
class FileSaver : public QObject
{
    Q_OBJECT

public:
    using Progress = std::function<void(double share)>;
    /// Writes to `path`; on the worker. It must not touch what the GUI thread has.
    using Write = std::function<Status(const QString& path, const std::stop_token& stop, const Progress& onProgress)>;

    explicit FileSaver(QObject* parent = nullptr);
    ~FileSaver() override;

    void save(const QString& path, Write write);
    /// All that is asked for and not written yet is given up: a failure of kind `cancelled`.
    void cancel();
    bool isBusy() const { return !m_asked.empty(); }

signals:
    void progressed(double share, const QString& path);
    void saved(const QString& path);
    void failed(const QString& path, const streamscope::Error& error);
    void idle();

private:
    struct Mailbox;
    struct Asked
    {
        QString path;
        Write write;
    };

    void next();
    void pull();

    std::shared_ptr<Mailbox> m_mailbox;
    std::deque<Asked> m_asked; ///< the first one is being written
    QTimer m_frames;
    bool m_cancelled = false; ///< progress of what is being written is of no interest any more
    LatestJob m_job;          // last: stops before what it uses goes
};

} // namespace streamscope::ui
