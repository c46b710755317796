// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/explain.h"
#include "app/latest_job.h"
#include "device/device_profile.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace streamscope::ui {

/// Explains a trace, or several as one, off the GUI thread; a newer question replaces one that waits. GUI thread.
class Explainer : public QObject
{
    Q_OBJECT

public:
    struct Question
    {
        std::vector<trace::TracePointer> traces; ///< several: by their clocks, as one
        std::optional<device::DeviceProfile> profile;
        std::optional<Ns> unprofiledNs;
        std::optional<analysis::KnownRaces> races;
        int connections = 0; ///< as in ExplainOptions
        std::function<std::optional<analysis::Alternatives>(std::stop_token)> alternatives{};
    };

    using QObject::QObject;

    /// The answer before stays until the new one is there.
    void ask(Question question);
    /// A slice of the explanation's evidence as its own trace has it.
    struct Place
    {
        trace::TracePointer trace;
        trace::SliceRef slice;
    };
    std::optional<Place> placeOf(trace::SliceRef evidence) const;
    /// There is nothing to explain.
    void clear();
    /// The newest answer; null: none. Valid until the next changed().
    const analysis::Explanation* explanation() const { return m_explanation.get(); }
    bool isBusy() const { return m_asked != m_answered; }

signals:
    void changed();

private:
    /// What was explained: one trace as it is, or several joined.
    struct Subject
    {
        std::vector<trace::TracePointer> traces;
        trace::TracePointer whole;
        std::vector<std::uint32_t> addedToIds;
    };
    static Subject subjectOf(std::vector<trace::TracePointer> traces);
    void answer(std::uint64_t ticket, std::shared_ptr<const analysis::Explanation> explanation, const Subject& subject);

    std::shared_ptr<const analysis::Explanation> m_explanation;
    Subject m_subject;
    Subject m_joined; ///< the newest of several traces; the job's own
    std::uint64_t m_asked = 0, m_answered = 0;
    LatestJob m_job; // last: joins before the rest goes
};

} // namespace streamscope::ui
