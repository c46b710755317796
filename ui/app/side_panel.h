// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QLabel;
class QLineEdit;
class QPushButton;

namespace streamscope::ui {

class BranchList;
class FindingsPanel;
class Inspector;
class LayoutList;
class Legend;
class ParameterPanel;

/// A column that scrolls up and down only: never narrower than what it holds.
class SidePanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit SidePanel(QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    virtual void retranslate() = 0;
};

/// On the left: what runs, and where. Of a trace, what the user knows of it beside.
class WorkPanel : public SidePanel
{
    Q_OBJECT

public:
    explicit WorkPanel(QWidget* parent = nullptr);

    BranchList* branches;
    LayoutList* layouts;
    QPushButton* addLayout;
    ParameterPanel* parameters;
    QLineEdit* unprofiledMs; ///< how long a trace's work takes without the profiler
    QPushButton* snippet;

    void showParametersHead(bool shown);
    void showTraceFields(bool shown);
    /// Why what stands in the field cannot be; nothing: it can.
    void complainOfUnprofiled(const QString& why);
    void listTraces(bool traces); ///< the list below the branches is of traces, not of layouts

protected:
    void retranslate() override;

private:
    QLabel *m_layoutsHead, *m_parametersHead, *m_unprofiledLabel;
    QWidget* m_traceFields;
    QLabel* m_complaint;
    bool m_listsTraces = false;
};

/// On the right: what happened, what is selected, what the colours mean.
class AnswerPanel : public SidePanel
{
    Q_OBJECT

public:
    explicit AnswerPanel(QWidget* parent = nullptr);

    FindingsPanel* findings;
    Inspector* inspector;
    Legend* legend;

    void showKindsHead(bool shown);
    /// Scrolls to what was selected, as soon as it is laid out.
    void bringSelectionIntoView();

protected:
    void retranslate() override;

private:
    QLabel *m_selectionHead, *m_kindsHead;
};

/// A button that looks like a link.
QPushButton* linkButton(const char* name, QWidget* parent);

} // namespace streamscope::ui
