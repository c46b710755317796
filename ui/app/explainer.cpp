// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explainer.h"

#include "formats/read_traces.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace streamscope::ui {

Explainer::Subject Explainer::subjectOf(std::vector<trace::TracePointer> traces)
{
    Subject subject{std::move(traces), nullptr, {}};
    if (subject.traces.size() == 1) {
        subject.whole = subject.traces.front();
    } else {
        subject.whole = formats::joinTraces(subject.traces);
        subject.addedToIds = formats::addedToIds(subject.traces);
    }
    return subject;
}

void Explainer::ask(Question question)
{
    const auto ticket = ++m_asked;
    if (!m_explanation)
        emit changed(); // an answer is on its way
    m_job.submit([this, ticket, question = std::move(question)](const std::stop_token& stop) {
        analysis::ExplainOptions options;
        options.unprofiledNs = question.unprofiledNs;
        options.profile = question.profile ? &*question.profile : nullptr;
        options.races = question.races;
        options.connections = question.connections;
        if (question.alternatives)
            options.alternatives = question.alternatives(stop);
        // Another question on the same ones joins nothing anew.
        const Subject subject = question.traces == m_joined.traces ? m_joined : subjectOf(question.traces);
        m_joined = subject.traces.size() > 1 ? subject : Subject();
        auto explanation = std::make_shared<const analysis::Explanation>(analysis::explain(*subject.whole, options));
        // The explainer outlives the job: its destructor waits for it.
        QMetaObject::invokeMethod(
            this, [this, ticket, explanation, subject] { answer(ticket, explanation, subject); }, Qt::QueuedConnection);
    });
}

void Explainer::clear()
{
    m_answered = ++m_asked;
    m_explanation = nullptr;
    m_subject = {};
    m_job.submit([this](std::stop_token) { m_joined = {}; });
    emit changed();
}

void Explainer::answer(std::uint64_t ticket, std::shared_ptr<const analysis::Explanation> explanation,
                       const Subject& subject)
{
    if (ticket != m_asked)
        return;
    m_answered = ticket;
    m_explanation = std::move(explanation);
    m_subject = subject;
    emit changed();
}

std::optional<Explainer::Place> Explainer::placeOf(trace::SliceRef evidence) const
{
    if (m_subject.traces.empty())
        return std::nullopt;
    if (m_subject.traces.size() == 1)
        return Place{m_subject.whole, evidence};
    const std::uint32_t id = m_subject.whole->tracks()[evidence.track].id[evidence.index];
    const auto& added = m_subject.addedToIds;
    const auto which = std::size_t(std::upper_bound(added.begin(), added.end(), id) - added.begin()) - 1;
    const trace::TracePointer& own = m_subject.traces[which];
    const auto slice = own->find(id - added[which]);
    return slice ? std::optional(Place{own, *slice}) : std::nullopt;
}

} // namespace streamscope::ui
