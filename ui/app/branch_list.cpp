// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/branch_list.h"

#include "theme/elided_label.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include <functional>

namespace streamscope::ui {

namespace {

constexpr int mostCards = 5; ///< layouts and parameters stand below and should be in sight

/// One row of chips; an ellipsis where there is no room for more.
class Chips : public QWidget
{
public:
    Chips(const BranchSummary& branch, QWidget* parent) : QWidget(parent), m_branch(branch)
    {
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override { return {80, fontMetrics().height() - 2}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = themeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QSizeF chip(height() * 1.25, height() - 3);
        const double step = chip.width() + 4, ellipsis = fontMetrics().horizontalAdvance(QStringLiteral(" …"));
        const bool allFit = double(m_branch.operations.size()) * step - 4 <= width() &&
                            qint64(m_branch.operations.size()) == m_branch.count;
        double x = 0;
        for (const KindGroup kind : m_branch.operations) {
            if (x + chip.width() > width() - (allFit ? 0 : ellipsis))
                break;
            QPainterPath shape;
            shape.addRoundedRect(QRectF(QPointF(x, 1.5), chip), 2, 2);
            painter.save();
            painter.setClipPath(shape);
            paintKind(painter, QRectF(QPointF(x, 1.5), chip), theme.kind(kind));
            painter.restore();
            x += step;
        }
        if (!allFit) {
            painter.setPen(theme.mutedText);
            painter.drawText(QRectF(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft,
                             QStringLiteral("…"));
        }
    }

private:
    BranchSummary m_branch;
};

class Card : public QFrame
{
public:
    Card(QWidget* parent, std::function<void()> open) : QFrame(parent), m_open(std::move(open))
    {
        setProperty("card", true);
        setFocusPolicy(Qt::TabFocus);
    }

protected:
    void mouseDoubleClickEvent(QMouseEvent*) override { m_open(); }
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
            m_open();
        else
            QFrame::keyPressEvent(event);
    }

private:
    std::function<void()> m_open;
};

} // namespace

BranchList::BranchList(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
}

void BranchList::setBranches(std::vector<BranchSummary> branches)
{
    if (branches == m_branches && m_column->count() > 0)
        return;
    m_branches = std::move(branches);
    rebuild();
}

void BranchList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

void BranchList::rebuild()
{
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const int all = int(m_branches.size());
    const int shown = all > mostCards ? mostCards - 1 : all;
    for (int i = 0; i < shown; ++i) {
        const BranchSummary& branch = m_branches[std::size_t(i)];
        auto* card = new Card(this, [this, i] { emit editWanted(i); });
        card->setObjectName(QStringLiteral("branch-") + branch.name);
        auto* column = new QVBoxLayout(card);
        column->setContentsMargins(10, 7, 10, 8);
        column->setSpacing(5);
        auto* head = new QHBoxLayout;
        auto* name = new ElidedLabel(
            branch.copies > 1 ? QStringLiteral("%1  ×%2").arg(branch.name).arg(branch.copies) : branch.name, card);
        name->setTextFormat(Qt::PlainText);
        QFont bold = name->font();
        bold.setWeight(QFont::DemiBold);
        name->setFont(bold);
        auto* count = new QLabel(branch.whole ? tr("%Ln ops", nullptr, int(branch.count)) : QString(), card);
        count->setProperty("role", QStringLiteral("muted"));
        head->addWidget(name, 1);
        head->addWidget(count);
        column->addLayout(head);
        column->addWidget(new Chips(branch, card));
        card->setAccessibleName(branch.name + QStringLiteral(", ") + count->text());
        card->setToolTip(tr("Double-click to edit"));
        m_column->addWidget(card);
    }
    if (shown < all) {
        auto* more = new QLabel(tr("%n more", nullptr, all - shown), this);
        more->setProperty("role", QStringLiteral("muted"));
        m_column->addWidget(more);
    }
}

} // namespace streamscope::ui
