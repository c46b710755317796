// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace streamscope::ui {

/// One line over the timelines for what went wrong, and another for what is going on. Neither takes the focus nor
/// stands in the way.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showProblem(const QString& text);
    void showNotice(const QString& text);
    void dismiss();
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void show(const QString& text, bool problem);

    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_close;
};

class ProgressLine : public QFrame
{
    Q_OBJECT

public:
    explicit ProgressLine(const QString& name, QWidget* parent = nullptr);

    /// A negative share: how much there is to do is not known.
    void setProgress(double share, const QString& phase);
    void finish();

signals:
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* m_phase;
    QProgressBar* m_bar;
    QLabel* m_left;
    QPushButton* m_cancel;
    qint64 m_startedMs = -1;
};

} // namespace streamscope::ui
