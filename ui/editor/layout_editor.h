// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/outline_editor.h"
#include "workload/experiment.h"

#include <optional>

class QComboBox;

namespace streamscope::ui {

class StreamTree;

/// WHERE and HOW it runs: one layout with its streams, their branches, and all that it says.
class LayoutEditor : public OutlineEditor
{
    Q_OBJECT

public:
    explicit LayoutEditor(ExperimentDocument* document, QWidget* parent = nullptr);
    void showLayout(const QString& name);
    /// A copy of the shown layout, shown then; its name, or nothing if it could not be made.
    QString duplicate();
    void remove(const QString& name);

protected:
    void fillTree() override;
    FieldForm::Page page(const QString& place) override;
    void fillAddMenu(QMenu* menu) override;
    void removeSelected(const QString& place) override;
    bool canRemove(const QString& place) const override;
    void retranslate() override;

private:
    FieldForm::Page layoutPage(const QString& place);
    FieldForm::Page entryPage(const QString& place);
    FieldForm::Page streamPage(int stream);
    FieldForm::Page branchPage(int branch);
    FieldForm::Field streamField(const QString& label, const QString& key, const std::string& name,
                                 const QString& value);
    FieldForm::Field renameField(const std::string& name);
    void assign(int branch, int stream);
    void adoptLayouts();
    const workload::Layout& shown() const { return m_resolved->layout; }

    QString m_name;
    StreamTree* m_streams;
    QComboBox* m_layouts;
    std::optional<workload::Resolved> m_resolved;
};

} // namespace streamscope::ui
