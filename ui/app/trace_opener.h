// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/explain.h"
#include "app/latest_job.h"
#include "base/result.h"
#include "trace/trace.h"

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

    /// A file by path, or an embedded recording as "recordings/NAME".
    void open(const QStringList& paths);
    /// Reads here and now, for pictures without a window.
    static Result<trace::TracePointer> openNow(const QString& path);
    void cancel();
    bool isBusy() const { return m_busy; }

signals:
    void progressed(double share, const QString& file);
    void opened(const QString& path, const streamscope::trace::TracePointer& trace);
    void failed(const QString& path, const streamscope::Error& error);
    void idle(); ///< all that was asked for is read, failed or cancelled

private:
    struct Mailbox;

    void next();
    void pull();

    std::shared_ptr<Mailbox> m_mailbox;
    QStringList m_waiting;
    QString m_current;
    bool m_busy = false;
    QTimer m_frames;
    LatestJob m_job;
};

} // namespace streamscope::ui
