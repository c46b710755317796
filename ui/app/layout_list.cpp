// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/layout_list.h"

#include "theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QTextLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace streamscope::ui {

namespace {
constexpr int margin = 9;
constexpr int markSize = 11;
constexpr int mostLines = 3;

/// The title broken into lines, also behind the signs that join the words of a file's name; what the last one cannot
/// hold ends in dots.
QStringList linesOf(const QString& title, const QFont& font, int width)
{
    static const QRegularExpression joint(QStringLiteral("(?<=[_/-])|(?=\\.)"));
    const QString breakable = QString(title).replace(joint, QString(QChar(0x200B)));
    QTextLayout layout(breakable, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() + 1 < mostLines) {
            lines += breakable.mid(line.textStart(), line.textLength()).trimmed();
            continue;
        }
        lines += QFontMetrics(font).elidedText(breakable.mid(line.textStart()).trimmed(), Qt::ElideMiddle, width);
        break;
    }
    layout.endLayout();
    return lines;
}
} // namespace

LayoutRowWidget::LayoutRowWidget(QWidget* parent) : QFrame(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred); // a fixed height would be the hint's
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QFont LayoutRowWidget::titleFont() const
{
    QFont own = font();
    if (m_focused)
        own.setWeight(QFont::DemiBold);
    return own;
}

int LayoutRowWidget::roomForTitle(int width) const
{
    const int timeWidth = m_row.time.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_row.time) + 4;
    return width - timeWidth - 2 * margin - markSize - 7 - 4;
}

int LayoutRowWidget::heightForWidth(int width) const
{
    const auto lines = linesOf(m_row.title, titleFont(), roomForTitle(width)).size();
    return sizeHint().height() + int(std::max<qsizetype>(0, lines - 1)) * fontMetrics().lineSpacing();
}

void LayoutRowWidget::setRow(const LayoutRow& row, bool focused)
{
    if (row == m_row && focused == m_focused)
        return;
    m_row = row;
    m_focused = focused;
    setObjectName(QStringLiteral("layout-") + QString::fromStdString(row.key));
    setAccessibleName(QStringLiteral("%1, %2, %3").arg(row.title, row.time, row.shown ? tr("shown") : tr("hidden")));
    const QString time = row.earlier ? tr("earlier result: %1").arg(row.time) : row.time;
    setToolTip(time.isEmpty() ? row.title : QStringLiteral("%1 · %2").arg(row.title, time));
    updateGeometry();
    update();
}

QSize LayoutRowWidget::sizeHint() const
{
    return {160, fontMetrics().height() + 2 * 6};
}

QSize LayoutRowWidget::minimumSizeHint() const
{
    return {100, sizeHint().height()};
}

bool LayoutRowWidget::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QFrame::event(event);
}

void LayoutRowWidget::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(hasFocus() ? QPen(theme.accent, 1) : QPen(Qt::NoPen));
    if (m_row.shown || underMouse() || hasFocus()) {
        QColor ground = theme.selected;
        if (!m_row.shown)
            ground.setAlphaF(0.5f);
        painter.setBrush(m_row.shown || underMouse() ? QBrush(ground) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(box, 4, 4);
    }
    const QRectF mark(margin, (height() - markSize) / 2.0, markSize, markSize);
    painter.setPen(QPen(m_row.shown ? theme.accent : theme.mutedText, 1.5));
    painter.setBrush(m_row.shown ? QBrush(theme.accent) : QBrush(Qt::NoBrush));
    painter.drawEllipse(mark.adjusted(0.75, 0.75, -0.75, -0.75));

    painter.setPen(theme.mutedText);
    painter.drawText(rect().adjusted(0, 0, -margin, 0), Qt::AlignVCenter | Qt::AlignRight, m_row.time);
    painter.setFont(titleFont());
    painter.setPen(m_row.earlier ? theme.mutedText : theme.text);
    const QStringList lines = linesOf(m_row.title, titleFont(), roomForTitle(width()));
    const int spacing = fontMetrics().lineSpacing();
    double y = (height() - double(lines.size()) * spacing) / 2;
    for (const QString& line : lines) {
        painter.drawText(QRectF(margin + markSize + 7, y, width(), spacing), Qt::AlignVCenter | Qt::AlignLeft, line);
        y += spacing;
    }
}

void LayoutRowWidget::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos()))
        emit toggled();
}

void LayoutRowWidget::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit toggled();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else if (event->key() == Qt::Key_Down)
        focusNextChild();
    else
        QFrame::keyPressEvent(event);
}

void LayoutRowWidget::contextMenuEvent(QContextMenuEvent* event)
{
    emit menuWanted(event->globalPos());
}

LayoutList::LayoutList(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(2);
}

void LayoutList::setRows(const std::vector<LayoutRow>& rows, int focus)
{
    while (m_rows.size() > rows.size()) {
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < rows.size()) {
        const int i = int(m_rows.size());
        auto* row = new LayoutRowWidget(this);
        connect(row, &LayoutRowWidget::toggled, this,
                [this, row] { emit shownChanged(row->row().key, !row->row().shown); });
        connect(row, &LayoutRowWidget::menuWanted, this, [this, i](const QPoint& at) { openMenu(i, at); });
        m_column->addWidget(row);
        m_rows.push_back(row);
        row->show();
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        m_rows[i]->setRow(rows[i], int(i) == focus);
}

void LayoutList::openMenu(int row, const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Explain this one"), this, [this, row] { emit explainWanted(row); });
    menu->addAction(tr("Show only this one"), this, [this, row] { emit onlyWanted(row); });
    menu->addAction(tr("Keep this run"), this, [this, row] { emit keepWanted(row); })
        ->setEnabled(m_rows[std::size_t(row)]->row().keepable);
    menu->addSeparator();
    if (m_rows[std::size_t(row)]->row().editable) {
        menu->addAction(tr("Edit…"), this, [this, row] { emit editWanted(row); });
        menu->addAction(tr("Duplicate"), this, [this, row] { emit duplicateWanted(row); });
    }
    QAction* remove = menu->addAction(tr("Remove"), this, [this, row] { emit removeWanted(row); });
    remove->setEnabled(m_rows[std::size_t(row)]->row().removable);
    menu->popup(globalPosition);
}

} // namespace streamscope::ui
