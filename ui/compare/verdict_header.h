// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace streamscope::ui {

/// The sentence on top, the one under it that says why, and what else there is to say of it.
class VerdictHeader : public QFrame
{
    Q_OBJECT

public:
    explicit VerdictHeader(QWidget* parent = nullptr);

    void setVerdict(const QString& headline, const QString& why, const QString& reason);
    QString headline() const { return m_headlineText; }
    QString why() const { return m_whyText; }
    QString reason() const { return m_reasonText; }

private:
    QString m_headlineText, m_whyText, m_reasonText;
    QLabel* m_headline;
    QLabel* m_why;
    QLabel* m_reason;
};

/// The line at the foot: where the pictures and the numbers come from, and what was lost.
class ProvenanceFooter : public QFrame
{
    Q_OBJECT

public:
    explicit ProvenanceFooter(QWidget* parent = nullptr);

    void setProvenance(const QString& line, const QString& warning);
    void setSelection(const QString& text); ///< of a measured or selected stretch; empty: none

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitLine();

    QLabel* m_line;
    QLabel* m_warning;
    QLabel* m_selection;
};

} // namespace streamscope::ui
