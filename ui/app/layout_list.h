// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace streamscope::ui {

/// One row of the list of layouts.
struct LayoutRow
{
    std::string key;
    QString title;
    QString time; ///< "4.76 ms"; empty: not run yet
    bool shown = true;
    bool removable = false;
    bool editable = true;
    bool keepable = false;
    bool earlier = false; ///< the newest run did not reach it

    bool operator==(const LayoutRow&) const = default;
};

/// A row: a round mark that says whether the timeline is shown, the title, the time. Click, Space or Enter toggles.
class LayoutRowWidget : public QFrame
{
    Q_OBJECT

public:
    explicit LayoutRowWidget(QWidget* parent);
    void setRow(const LayoutRow& row, bool focused);
    const LayoutRow& row() const { return m_row; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override; ///< a title that one line cannot hold has two

signals:
    void toggled();
    void menuWanted(const QPoint& globalPosition);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QFont titleFont() const;
    int roomForTitle(int width) const;

    LayoutRow m_row;
    bool m_focused = false;
};

/// The layouts as checkable rows with their times.
class LayoutList : public QWidget
{
    Q_OBJECT

public:
    explicit LayoutList(QWidget* parent = nullptr);

    /// `focus` is the row that the findings speak of; −1: none.
    void setRows(const std::vector<LayoutRow>& rows, int focus);
    LayoutRowWidget* rowWidget(std::size_t i) const { return m_rows[i]; }
    std::size_t size() const { return m_rows.size(); }

signals:
    void shownChanged(const std::string& key, bool shown);
    void explainWanted(int row);
    void editWanted(int row);
    void duplicateWanted(int row);
    void removeWanted(int row);
    void onlyWanted(int row);
    void keepWanted(int row);

private:
    void openMenu(int row, const QPoint& globalPosition);

    QVBoxLayout* m_column;
    std::vector<LayoutRowWidget*> m_rows;
};

} // namespace streamscope::ui
