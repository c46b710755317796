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

namespace streamscope::ui {

/// Explains a trace off the GUI thread; a newer question replaces one that waits. GUI thread.
class Explainer : public QObject
{
    Q_OBJECT

public:
    struct Question
    {
        trace::TracePointer trace;
        std::optional<device::DeviceProfile> profile;
        std::optional<Ns> unprofiledNs;
        std::optional<analysis::KnownRaces> races;
        std::function<std::optional<analysis::Alternatives>(std::stop_token)> alternatives{};
    };

    using QObject::QObject;

    /// The answer before stays until the new one is there.
    void ask(Question question);
    /// There is nothing to explain.
    void clear();
    /// The newest answer; null: none. Valid until the next changed().
    const analysis::Explanation* explanation() const { return m_explanation.get(); }
    bool isBusy() const { return m_asked != m_answered; }

signals:
    void changed();

private:
    void answer(std::uint64_t ticket, std::shared_ptr<const analysis::Explanation> explanation);

    std::shared_ptr<const analysis::Explanation> m_explanation;
    std::uint64_t m_asked = 0, m_answered = 0;
    LatestJob m_job; // last: joins before the rest goes
};

} // namespace streamscope::ui
