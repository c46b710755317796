// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/explain.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace streamscope::ui {

/// 'What happened': one card a finding, the costliest first; causes that are not at play come last, and fold.
class FindingsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit FindingsPanel(QWidget* parent = nullptr);

    /// `subject` is the title of the timeline that the findings speak of.
    void show(const analysis::Explanation* explanation, const QString& subject);
    /// Nothing is explained yet; `working`: but will be soon.
    void showNothing(bool working);
    /// What 'Try it' does, by cause: "CUDA graph". Causes without one have their advice as text alone.
    void setRemedies(std::map<int, QString> remedies) { m_remedies = std::move(remedies); }

signals:
    void showMe(const std::vector<streamscope::trace::SliceRef>& evidence);
    void tryAdvice(int cause);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    QWidget* card(const analysis::Finding& finding);

    QVBoxLayout* m_cards;
    QLabel* m_subject;
    std::optional<analysis::Explanation> m_explanation;
    QString m_subjectText;
    std::map<int, QString> m_remedies;
    bool m_showsAll = false;
    bool m_working = false;
};

} // namespace streamscope::ui
