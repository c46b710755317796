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
#include <vector>

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
    /// All that is asked for and not written yet is given up: a failure of kind `cancelled`, said at once. What is
    /// being written is asked to stop; if it is through before it hears that, it is saved() after all.
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

    /// Cancelled, and not through with it yet.
    struct Left
    {
        QString path;
        std::shared_ptr<Mailbox> mailbox;
    };

    void next();
    void pull();
    void pullCurrent();
    void pullLeft();

    std::shared_ptr<Mailbox> m_mailbox; ///< of the first one asked for
    std::deque<Asked> m_asked;          ///< the first one is being written
    std::vector<Left> m_left;
    QTimer m_frames;
    LatestJob m_job; // last: stops before what it uses goes
};

} // namespace streamscope::ui
