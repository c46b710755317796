// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/outline_editor.h"

namespace streamscope::ui {

/// WHAT runs: the experiment's names and parameters, its buffers, its branches with their operations.
class WorkEditor : public OutlineEditor
{
    Q_OBJECT

public:
    explicit WorkEditor(ExperimentDocument* document, QWidget* parent = nullptr);
    void selectBranch(int branch);

protected:
    void fillTree() override;
    FieldForm::Page page(const QString& place) override;
    void fillAddMenu(QMenu* menu) override;
    void removeSelected(const QString& place) override;
    bool canRemove(const QString& place) const override;
    void retranslate() override;

private:
    void addOperation(const QString& kind);
    /// Adds a parameter or a buffer and selects it.
    void addNamed(const QString& section);
    void addBranch();
    FieldForm::Page experimentPage();
    FieldForm::Page parameterPage(const QString& place);
    FieldForm::Page bufferPage(const QString& place);
    FieldForm::Page branchPage(const QString& place);
    /// Of the branch that `place` is or lies in; −1: none.
    static int branchOf(const QString& place);
};

} // namespace streamscope::ui
