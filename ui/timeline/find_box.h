// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace streamscope::ui {

/// The search field over the timelines: Enter finds the next slice, Shift+Enter the one before, Esc closes. Of rows it
/// leaves those in sight whose name holds the text.
class FindBox : public QFrame
{
    Q_OBJECT
public:
    explicit FindBox(QWidget* parent);

    QString text() const;
    void open(bool rows);
    bool seeksRows() const; ///< else slices
    void showRowCount(std::size_t rows);
    /// "3 of 17"; `total` 0 says that nothing matches.
    void showCount(std::size_t current, std::size_t total);

signals:
    void textChanged(const QString& text);
    void nextWanted();
    void previousWanted();
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLineEdit* m_text;
    QLabel* m_count;
    QToolButton* m_rows;
    QToolButton* m_previous;
    QToolButton* m_next;
    QToolButton* m_close;
};

} // namespace streamscope::ui
