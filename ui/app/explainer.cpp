// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explainer.h"

#include <QMetaObject>

namespace streamscope::ui {

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
        if (question.alternatives)
            options.alternatives = question.alternatives(stop);
        auto explanation = std::make_shared<const analysis::Explanation>(analysis::explain(*question.trace, options));
        // The explainer outlives the job: its destructor waits for it.
        QMetaObject::invokeMethod(
            this, [this, ticket, explanation] { answer(ticket, explanation); }, Qt::QueuedConnection);
    });
}

void Explainer::clear()
{
    m_answered = ++m_asked;
    m_explanation = nullptr;
    emit changed();
}

void Explainer::answer(std::uint64_t ticket, std::shared_ptr<const analysis::Explanation> explanation)
{
    if (ticket != m_asked)
        return;
    m_answered = ticket;
    m_explanation = std::move(explanation);
    emit changed();
}

} // namespace streamscope::ui
