// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/latest_job.h"
#include "session/run.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace streamscope::ui {

/// What a run came to. Exactly one of `comparison` and `error` is there.
struct RunOutcome
{
    std::uint64_t ticket = 0;
    std::shared_ptr<const session::RunRequest> request;
    std::shared_ptr<const analysis::Comparison> comparison;
    std::optional<Error> error;
    std::map<std::size_t, trace::TracePointer> arrived; ///< newest snapshot by layout, also when the run failed
};

/// Runs experiments off the GUI thread. The window pulls the newest snapshots on a frame timer, so a fast run costs one
/// repaint a frame. All signals come on the GUI thread.
class RunController : public QObject
{
    Q_OBJECT

public:
    explicit RunController(QObject* parent = nullptr);
    ~RunController() override;

    /// Queues a run; one that still waits is dropped. The ticket tells outcomes apart.
    std::uint64_t submit(session::RunRequest request);
    /// One of the request's layouts again and again until cancel(), another submission, or an error: traceGrew() brings
    /// each traced iteration whole.
    std::uint64_t submitLoop(session::RunRequest request, std::size_t layout);
    bool isLooping() const { return m_loop && isBusy(); }
    /// For the loop that runs; nothing without one.
    void setLoopValues(const workload::ParameterValues& values);
    /// Runs here and now, for what is over in a millisecond and must be there at the first paint.
    static RunOutcome runNow(session::RunRequest request);
    void cancel();
    bool isBusy() const { return m_newestTicket > m_finishedTicket; }

signals:
    void started();
    void progressed(double share, const QString& phase);
    void traceGrew(std::size_t layout, const streamscope::trace::TracePointer& soFar);
    void finished(const streamscope::ui::RunOutcome& outcome);

private:
    struct Mailbox;

    using Way = std::function<RunOutcome(const session::RunListener&, std::stop_token)>;

    std::uint64_t start(std::shared_ptr<const session::RunRequest> request, Way way);
    void pull();

    std::shared_ptr<Mailbox> m_mailbox;
    std::uint64_t m_lastTicket = 0;   ///< given out; none is given out twice, also when its run was dropped
    std::uint64_t m_newestTicket = 0; ///< that an outcome is to be expected of
    std::uint64_t m_finishedTicket = 0;
    std::shared_ptr<session::ValueFeed> m_loop; ///< null: what was submitted last is no loop
    QTimer m_frames;
    LatestJob m_job; // last: joins before the mailbox goes
};

} // namespace streamscope::ui
