// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/find_box.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace streamscope::ui {

FindBox::FindBox(QWidget* parent)
    : QFrame(parent), m_text(new QLineEdit), m_count(new QLabel), m_rows(new QToolButton), m_previous(new QToolButton),
      m_next(new QToolButton), m_close(new QToolButton)
{
    setObjectName("findBox");
    setProperty("card", true);
    setAutoFillBackground(true);
    setCursor(Qt::ArrowCursor);
    m_count->setProperty("role", "muted");
    m_previous->setText(QStringLiteral("‹"));
    m_next->setText(QStringLiteral("›"));
    m_close->setText(QStringLiteral("×"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_count);
    m_rows->setObjectName("seekRows");
    m_rows->setCheckable(true);
    layout->addWidget(m_rows);
    for (QToolButton* button : {m_previous, m_next, m_close}) {
        button->setAutoRaise(true);
        layout->addWidget(button);
    }
    connect(m_text, &QLineEdit::textChanged, this, &FindBox::textChanged);
    connect(m_rows, &QToolButton::toggled, this, [this](bool rows) {
        for (QToolButton* button : {m_previous, m_next})
            button->setEnabled(!rows);
        retranslate();
        emit textChanged(text());
    });
    connect(m_previous, &QToolButton::clicked, this, &FindBox::previousWanted);
    connect(m_next, &QToolButton::clicked, this, &FindBox::nextWanted);
    connect(m_close, &QToolButton::clicked, this, &FindBox::closed);
    retranslate();
    hide();
}

QString FindBox::text() const
{
    return m_text->text();
}

bool FindBox::seeksRows() const
{
    return m_rows->isChecked();
}

void FindBox::open(bool rows)
{
    m_rows->setChecked(rows);
    show();
    raise();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FindBox::showRowCount(std::size_t rows)
{
    m_count->setText(text().isEmpty() ? QString() : tr("%n row(s)", nullptr, int(rows)));
}

void FindBox::showCount(std::size_t current, std::size_t total)
{
    if (text().isEmpty())
        m_count->clear();
    else if (total == 0)
        m_count->setText(tr("nothing found"));
    else if (current == 0)
        m_count->setText(tr("%1 found").arg(total));
    else
        m_count->setText(tr("%1 of %2").arg(current).arg(total));
}

void FindBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->modifiers() & Qt::ShiftModifier ? emit previousWanted() : emit nextWanted();
    else
        QFrame::keyPressEvent(event);
}

void FindBox::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void FindBox::retranslate()
{
    m_text->setPlaceholderText(seeksRows() ? tr("Show rows by name") : tr("Find slices by name"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_rows->setText(tr("rows"));
    m_rows->setToolTip(tr("Show only the rows of that name"));
    m_rows->setAccessibleName(m_rows->toolTip());
    m_previous->setToolTip(tr("Previous (Shift+Enter)"));
    m_next->setToolTip(tr("Next (Enter)"));
    m_close->setToolTip(tr("Close (Esc)"));
    for (QToolButton* button : {m_previous, m_next, m_close})
        button->setAccessibleName(button->toolTip());
}

} // namespace streamscope::ui
