// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/experiment_document.h"
#include "editor/field_form.h"

#include <QSet>
#include <QWidget>

class QHBoxLayout;
class QMenu;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace streamscope::ui {

/// A tree over a part of the experiment, the fields of the selected entry beside it, and buttons that add, move and
/// remove entries. Each item knows its place in the document (placeRole); the tree is made anew after every change,
/// with what was selected and folded kept.
class OutlineEditor : public QWidget
{
    Q_OBJECT

public:
    static constexpr int placeRole = Qt::UserRole;

    QString selectedPlace() const;
    /// Selects the item of that place, if there is one.
    void select(const QString& place);

protected:
    /// Takes the tree. Object names are `name` + "Tree", "Form", "Add", "Up", "Down", "Remove".
    OutlineEditor(ExperimentDocument* document, QTreeWidget* tree, const QString& name, QWidget* parent);

    // What a kind of outline is made of. None is called before start().
    virtual void fillTree() = 0; ///< the tree is empty
    virtual FieldForm::Page page(const QString& place) = 0;
    virtual void fillAddMenu(QMenu* menu) = 0; ///< anew each time it opens
    virtual void removeSelected(const QString& place) = 0;
    virtual bool canRemove(const QString& place) const = 0;
    virtual void retranslate();
    /// To be called at the end of the constructor.
    void start();

    /// An edit after which the selected entry stands at `place`.
    Status editTowards(const QString& place, const QString& what, const ExperimentDocument::Change& change);
    /// Shows the error above the fields, or selects `place` if there is one.
    void edited(const Status& status, const QString& place = {});
    void rebuild();
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void setAddText(const QString& label, const QString& tip);
    void setRemoveTip(const QString& tip);

    ExperimentDocument* m_document;
    QTreeWidget* m_tree;
    QHBoxLayout* m_buttons;

private:
    void showSelected();
    void moveSelected(int by);
    void setButton(QToolButton* button, const char* image, const QString& label, const QString& tip);

    FieldForm* m_form;
    QToolButton *m_add, *m_up, *m_down, *m_remove;
    QMenu* m_addMenu;
    QSet<QString> m_folded, m_unfolded; ///< places, where the user had it otherwise than the tree at first
    QString m_wanted;                   ///< to be selected once the tree is there
    bool m_stale = true;
};

} // namespace streamscope::ui
