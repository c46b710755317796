// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/message_bar.h"

#include "language/language.h"
#include "theme/theme.h"

#include <QAccessible>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

namespace streamscope::ui {

namespace {
constexpr int barSteps = 1000;
constexpr qint64 guessAfterMs = 1000;
/// What is over sooner needs no line of its own.
constexpr qint64 showAfterMs = 250;
} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setText(QStringLiteral("✕"));
    m_close->setProperty("bare", true);
    m_close->setObjectName(QStringLiteral("dismissMessage"));
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 6, 10, 6);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_close, 0, Qt::AlignVCenter);
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss"));
    hide();
}

void MessageBar::showProblem(const QString& text)
{
    show(text, true);
}

void MessageBar::showNotice(const QString& text)
{
    show(text, false);
}

void MessageBar::show(const QString& text, bool problem)
{
    QPalette colours = palette();
    const Theme& theme = themeOf(colours);
    colours.setColor(QPalette::Window, theme.selected);
    setPalette(colours);
    QPalette iconColours = colours;
    iconColours.setColor(QPalette::WindowText, problem ? theme.warning : theme.accent);
    m_icon->setPalette(iconColours);
    m_icon->setText(problem ? QStringLiteral("⚠") : QStringLiteral("ℹ"));
    m_text->setText(wrappable(text));
    setAccessibleName(text);
    QFrame::show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::dismiss()
{
    hide();
    m_text->clear();
}

QString MessageBar::text() const
{
    return accessibleName();
}

void MessageBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_close->setToolTip(tr("Dismiss"));
        m_close->setAccessibleName(tr("Dismiss"));
    }
    QFrame::changeEvent(event);
}

ProgressLine::ProgressLine(const QString& name, QWidget* parent)
    : QFrame(parent), m_phase(new QLabel(this)), m_bar(new QProgressBar(this)), m_left(new QLabel(this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(name);
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_phase->setTextFormat(Qt::PlainText);
    m_left->setProperty("role", QStringLiteral("muted"));
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_cancel->setFocusPolicy(Qt::TabFocus); // a click must not throw the focus somewhere else when the line goes
    connect(m_cancel, &QPushButton::clicked, this, &ProgressLine::cancelled);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 4, 12, 4);
    row->setSpacing(10);
    row->addWidget(m_phase);
    row->addWidget(m_bar, 1);
    row->addWidget(m_left);
    row->addWidget(m_cancel);
    hide();
}

void ProgressLine::setProgress(double share, const QString& phase)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (m_startedMs < 0)
        m_startedMs = now;
    m_phase->setText(phase);
    m_bar->setRange(0, share < 0 ? 0 : barSteps);
    m_bar->setValue(int(share * barSteps));
    const qint64 elapsed = now - m_startedMs;
    QString left = share < 0 ? QString() : tr("%1 %").arg(int(share * 100));
    if (share > 0.02 && elapsed > guessAfterMs)
        left += QStringLiteral(" · ") +
                tr("%n second(s) left", nullptr, int(double(elapsed) * (1 - share) / share / 1000) + 1);
    m_left->setText(left);
    if (elapsed >= showAfterMs)
        show();
}

void ProgressLine::finish()
{
    m_startedMs = -1;
    hide();
}

void ProgressLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        m_cancel->setText(tr("Cancel"));
    QFrame::changeEvent(event);
}

} // namespace streamscope::ui
