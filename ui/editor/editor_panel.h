// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/field_form.h"
#include "workload/experiment.h"

#include <QWidget>

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>

class QComboBox;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;
class QMenu;

namespace streamscope::ui {

class ExperimentDocument;
class StreamTree;
using Json = nlohmann::ordered_json;

/// WHAT runs: branches and their operations as a tree, and the fields of the selected one.
class WorkEditor : public QWidget
{
    Q_OBJECT

public:
    explicit WorkEditor(ExperimentDocument* document, QWidget* parent = nullptr);
    void selectBranch(int branch);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void rebuild();
    void showFields();
    QString selectedPlace() const;
    void select(const QString& place);
    void addOperation(const QString& kind);
    void removeSelected();
    void moveSelected(int by);
    std::vector<FieldForm::Field> branchFields(std::size_t branch);
    std::vector<FieldForm::Field> operationFields(const QString& place);
    std::vector<FieldForm::Field> kernelFields(const QString& place);
    /// Sets one member of the operation's body.
    Status setBody(const QString& what, const QString& place, const std::function<void(Json&)>& change);
    FieldForm::Field member(const QString& label, const QString& place, const QString& key, const QString& hint = {});
    FieldForm::Field list(const QString& label, const QString& place, const QString& key, const QString& hint);
    FieldForm::Field choice(const QString& label, const QString& place, const QString& key, const QStringList& values);
    std::string branchName(std::size_t branch) const;
    const Json& body(const QString& place) const;

    ExperimentDocument* m_document;
    QTreeWidget* m_tree;
    FieldForm* m_form;
    QToolButton *m_addBranch, *m_addOperation, *m_remove, *m_up, *m_down;
    QMenu* m_kinds;
};

/// WHERE and HOW it runs: one layout's streams with their branches, and its fields.
class LayoutEditor : public QWidget
{
    Q_OBJECT

public:
    explicit LayoutEditor(ExperimentDocument* document, QWidget* parent = nullptr);
    void showLayout(const QString& name);
    /// A copy of the shown layout, shown then; its name, or nothing if it could not be made.
    QString duplicate();
    void remove(const QString& name);
    QString layoutName() const { return m_name; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void rebuild();
    void showFields();
    int selectedStream() const;
    std::string streamName(int stream) const;
    Status setField(const QString& what, const char* key, const Json& value);
    void assign(int branch, int stream);
    std::vector<FieldForm::Field> layoutFields();
    std::vector<FieldForm::Field> streamFields(int stream);
    std::vector<FieldForm::Field> branchFields(int branch);

    ExperimentDocument* m_document;
    QString m_name;
    StreamTree* m_tree;
    FieldForm* m_form;
    QComboBox* m_layouts;
    QToolButton *m_addLayout, *m_removeLayout, *m_addStream, *m_removeStream;
    std::optional<workload::Resolved> m_resolved;
};

/// Both, side by side.
class EditorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit EditorPanel(ExperimentDocument* document, QWidget* parent = nullptr);

    void showLayout(const QString& name) { m_layout->showLayout(name); }
    void showBranch(int branch) { m_work->selectBranch(branch); }
    void removeLayout(const QString& name) { m_layout->remove(name); }
    /// A copy of a layout, to be changed; its name.
    QString duplicateLayout(const QString& name);

private:
    WorkEditor* m_work;
    LayoutEditor* m_layout;
};

} // namespace streamscope::ui
