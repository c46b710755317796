// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/findings_panel.h"

#include "language/language.h"
#include "theme/theme.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace streamscope::ui {

namespace {

constexpr int unorderedAccess = 21;
constexpr int mostOnALine = 30; ///< letters

/// A dot whose shade says how sure the finding is: dark where it is proved, an open ring where it cannot be told.
class CertaintyDot : public QWidget
{
public:
    CertaintyDot(analysis::Certainty certainty, QWidget* parent) : QWidget(parent), m_certainty(certainty)
    {
        setFixedSize(10, 10);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        using analysis::Certainty;
        const Theme& theme = themeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor colour = m_certainty == Certainty::proved ? theme.text : theme.mutedText;
        painter.setPen(QPen(colour, 1.5));
        const bool filled = m_certainty == Certainty::proved || m_certainty == Certainty::likely;
        painter.setBrush(filled ? QBrush(colour) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    }

private:
    analysis::Certainty m_certainty;
};

QString certaintyText(const analysis::Finding& finding)
{
    using analysis::Certainty;
    switch (finding.certainty) {
    case Certainty::proved:
        return FindingsPanel::tr("proved");
    case Certainty::likely:
        return FindingsPanel::tr("likely");
    case Certainty::cannotTell:
        return FindingsPanel::tr("cannot tell");
    case Certainty::notAtPlay:
        return FindingsPanel::tr("not at play");
    }
    return {};
}

QString costText(const analysis::Finding& finding)
{
    using analysis::Certainty;
    if (finding.certainty == Certainty::notAtPlay || finding.certainty == Certainty::cannotTell)
        return certaintyText(finding);
    if (finding.costNs <= 0)
        return {};
    return (finding.costIsUpperBound ? QStringLiteral("≤ ") : QString()) + duration(finding.costNs);
}

/// What the button says that unfolds so many causes.
QString foldedText(int notAtPlay, int untold)
{
    if (untold == 0)
        return FindingsPanel::tr("%n more that are not at play", nullptr, notAtPlay);
    if (notAtPlay == 0)
        return FindingsPanel::tr("%n more that cannot be told", nullptr, untold);
    return FindingsPanel::tr("%n more not at play", nullptr, notAtPlay) + QStringLiteral(" · ") +
           FindingsPanel::tr("%n that cannot be told", nullptr, untold);
}

QLabel* plainLabel(const QString& text, const char* role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QLatin1String(role));
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

FindingsPanel::FindingsPanel(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_subject = plainLabel({}, "muted", this);
    m_subject->setWordWrap(true);
    column->addWidget(m_subject);
    m_cards = new QVBoxLayout;
    m_cards->setSpacing(8);
    column->addLayout(m_cards);
}

void FindingsPanel::showNothing(bool working)
{
    m_working = working;
    show(nullptr, {});
}

void FindingsPanel::show(const analysis::Explanation* explanation, const QString& subject)
{
    m_explanation = explanation ? std::optional(*explanation) : std::nullopt;
    if (m_explanation) // what may compute something wrong weighs more than any cost
        std::stable_partition(
            m_explanation->findings.begin(), m_explanation->findings.end(), [](const analysis::Finding& finding) {
                return finding.cause == unorderedAccess && (finding.certainty == analysis::Certainty::proved ||
                                                            finding.certainty == analysis::Certainty::likely);
            });
    m_subjectText = subject;
    rebuild();
}

void FindingsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

void FindingsPanel::rebuild()
{
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_subject->setText(wrappable(m_subjectText));
    m_subject->setVisible(!m_subjectText.isEmpty());
    if (!m_explanation) {
        m_cards->addWidget(
            plainLabel(m_working ? tr("Looking for causes…") : tr("Run something, or open a trace."), "muted", this));
        return;
    }
    int quiet = 0, untold = 0;
    int shown = 0;
    for (const analysis::Finding& finding : m_explanation->findings) {
        const bool atPlay =
            finding.certainty == analysis::Certainty::proved || finding.certainty == analysis::Certainty::likely;
        // Without anything at play, the first negative answers are the news.
        if (!atPlay && !m_showsAll && shown >= 3) {
            ++(finding.certainty == analysis::Certainty::cannotTell ? untold : quiet);
            continue;
        }
        m_cards->addWidget(card(finding));
        ++shown;
    }
    if (shown == 0)
        m_cards->addWidget(plainLabel(tr("Nothing stood in the way of overlap."), "muted", this));
    for (const Message& message : m_explanation->besides) {
        auto* besides = plainLabel(wrappable(sentence(message)), "muted", this);
        besides->setObjectName(QStringLiteral("besides"));
        besides->setWordWrap(true);
        m_cards->addWidget(besides);
    }
    if (quiet > 0 || untold > 0 || m_showsAll) {
        auto* more = new QPushButton(m_showsAll ? tr("Show fewer") : foldedText(quiet, untold), this);
        more->setProperty("role", QStringLiteral("link"));
        more->setObjectName(QStringLiteral("moreFindings"));
        connect(more, &QPushButton::clicked, this, [this] {
            m_showsAll = !m_showsAll;
            rebuild();
        });
        m_cards->addWidget(more, 0, Qt::AlignLeft);
    }
}

QWidget* FindingsPanel::card(const analysis::Finding& finding)
{
    auto* frame = new QFrame(this);
    frame->setProperty("card", true);
    frame->setObjectName(QStringLiteral("finding-") + text(finding.slug));
    frame->setAccessibleName(sentence(finding.title));
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->setSpacing(7);
    auto* dot = new CertaintyDot(finding.certainty, frame);
    dot->setToolTip(certaintyText(finding));
    head->addWidget(dot);
    auto* title = plainLabel(wrappable(sentence(finding.title)), "strong", frame);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    title->setWordWrap(true);
    head->addWidget(title, 1);
    auto* cost = plainLabel(costText(finding), "muted", frame);
    if (finding.costIsUpperBound)
        cost->setToolTip(tr("An upper bound: the time that the cause covers."));
    head->addWidget(cost);
    column->addLayout(head);
    const QString why = wrappable(sentence(finding.explanation));
    if (!why.isEmpty()) {
        auto* body = plainLabel(why, "muted", frame);
        body->setWordWrap(true);
        body->setTextInteractionFlags(Qt::TextSelectableByMouse);
        body->setContentsMargins(17, 0, 0, 0);
        column->addWidget(body);
    }
    for (const Message& note : finding.notes) {
        auto* body = plainLabel(wrappable(sentence(note)), "muted", frame);
        body->setObjectName(QStringLiteral("note"));
        body->setWordWrap(true);
        body->setContentsMargins(17, 0, 0, 0);
        column->addWidget(body);
    }
    const bool atPlay =
        finding.certainty == analysis::Certainty::proved || finding.certainty == analysis::Certainty::likely;
    const QString advice = atPlay && !finding.advice.id.empty() ? wrappable(sentence(finding.advice)) : QString();
    auto* links = new QBoxLayout(QBoxLayout::LeftToRight);
    links->setContentsMargins(13, 0, 0, 0);
    links->setSpacing(4);
    if (!finding.evidence.empty()) {
        auto* show = new QPushButton(tr("Show me"), frame);
        show->setProperty("role", QStringLiteral("link"));
        connect(show, &QPushButton::clicked, this, [this, evidence = finding.evidence] { emit showMe(evidence); });
        links->addWidget(show, 0, Qt::AlignLeft);
    }
    if (const auto remedy = m_remedies.find(finding.cause); atPlay && remedy != m_remedies.end()) {
        auto* attempt = new QPushButton(tr("Try it: %1").arg(remedy->second), frame);
        attempt->setProperty("role", QStringLiteral("link"));
        attempt->setToolTip(tr("In a new layout"));
        connect(attempt, &QPushButton::clicked, this, [this, cause = finding.cause] { emit tryAdvice(cause); });
        links->addWidget(attempt, 0, Qt::AlignLeft);
    }
    // A long offer has a line of its own, lest the panel grow and push the picture aside.
    if (links->sizeHint().width() > fontMetrics().averageCharWidth() * mostOnALine)
        links->setDirection(QBoxLayout::TopToBottom);
    links->addStretch(1);
    if (!advice.isEmpty()) {
        auto* body = plainLabel(tr("Try: %1").arg(advice), "body", frame);
        body->setWordWrap(true);
        body->setContentsMargins(17, 0, 0, 0);
        column->addWidget(body);
    }
    if (links->count() > 1)
        column->addLayout(links);
    else
        delete links;
    return frame;
}

} // namespace streamscope::ui
