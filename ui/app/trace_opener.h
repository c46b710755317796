// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/latest_job.h"
#include "base/result.h"
#include "trace/trace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>

namespace streamscope::ui {

/// Reads trace files off the GUI thread, one after the other as asked, with progress and Cancel.
class TraceOpener : public QObject
{
    Q_OBJECT

public:
    explicit TraceOpener(QObject* parent = nullptr);
    ~TraceOpener() override;

    /// A file by path, an embedded recording as "recordings/NAME", a pipe or a stream that is still written to. What is
    /// live comes last, since nobody knows when it ends.
    void open(QStringList paths);
    /// What a path is called in the window.
    static QString nameOf(const QString& path);
    /// Reads here and now, for pictures without a window.
    static Result<trace::TracePointer> openNow(const QString& path);
    /// What was read of a file is dropped; what had come of a live stream is kept.
    void cancel();
    /// Everything is dropped.
    void drop();
    bool isBusy() const { return m_busy; }
    bool isFollowing() const { return m_busy && m_live; } ///< a live stream

signals:
    void progressed(double share, const QString& file);
    void grew(const QString& path, const streamscope::trace::TracePointer& soFar); ///< what can be drawn already
    void opened(const QString& path, const streamscope::trace::TracePointer& trace);
    void failed(const QString& path, const streamscope::Error& error);
    void idle(); ///< all that was asked for is read, failed or cancelled

private:
    struct Mailbox;

    bool mayDraw() const;
    void next();
    void pull();

    std::shared_ptr<Mailbox> m_mailbox;
    QStringList m_waiting;
    QString m_current;
    bool m_busy = false;
    bool m_live = false;          ///< the current one
    bool m_dropped = false;       ///< what the current file gives is of no interest any more
    QElapsedTimer m_sincePicture; ///< invalid: none yet
    qint64 m_pictureMs = 0;       ///< what the last one took
    QTimer m_frames;
    LatestJob m_job;
};

} // namespace streamscope::ui
