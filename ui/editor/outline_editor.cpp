// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/outline_editor.h"

#include "editor/experiment_document.h"
#include "icons/icon.h"
#include "theme/menu_button.h"
#include "theme/theme.h"
#include "workload/edit.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

namespace streamscope::ui {

namespace {

QToolButton* toolButton(const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

/// Where an entry stands in the list or object around it; index −1 where entries have no order of their own.
struct Standing
{
    QString list;
    int index = -1, count = 0;
    bool isNamed = false;
};

Standing standingOf(const nlohmann::ordered_json& document, const QString& place)
{
    using Pointer = nlohmann::ordered_json::json_pointer;
    const int slash = place.lastIndexOf(QLatin1Char('/'));
    if (slash <= 1 || !document.contains(Pointer(place.mid(1).toStdString())))
        return {};
    Standing standing{place.left(slash), -1, 0, false};
    const auto& list = document.at(Pointer(standing.list.mid(1).toStdString()));
    const auto* own = &document.at(Pointer(place.mid(1).toStdString()));
    standing.isNamed = list.is_object();
    for (const auto& entry : list) {
        if (&entry == own)
            standing.index = standing.count;
        ++standing.count;
    }
    return standing;
}

} // namespace

OutlineEditor::OutlineEditor(ExperimentDocument* document, QTreeWidget* tree, const QString& name, QWidget* parent)
    : QWidget(parent), m_document(document), m_tree(tree), m_buttons(new QHBoxLayout), m_form(new FieldForm(this)),
      m_add(toolButton(name + QStringLiteral("Add"), this)), m_up(toolButton(name + QStringLiteral("Up"), this)),
      m_down(toolButton(name + QStringLiteral("Down"), this)),
      m_remove(toolButton(name + QStringLiteral("Remove"), this)), m_addMenu(new QMenu(this))
{
    m_tree->setParent(this);
    m_tree->setObjectName(name + QStringLiteral("Tree"));
    m_form->setObjectName(name + QStringLiteral("Form"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(fontMetrics().averageCharWidth() * 2);
    setInstantMenu(m_add, m_addMenu);
    m_buttons->setSpacing(4);
    for (QToolButton* button : {m_add, m_up, m_down, m_remove})
        m_buttons->addWidget(button);
    auto* left = new QVBoxLayout;
    left->addLayout(m_buttons);
    left->addWidget(m_tree, 1);
    auto* area = new QScrollArea(this);
    area->setFocusPolicy(Qt::NoFocus); // the fields have it
    area->setWidgetResizable(true);
    area->setWidget(m_form);
    area->setMinimumWidth(fontMetrics().averageCharWidth() * 36);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addLayout(left, 1);
    row->addWidget(area, 1);

    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] { showSelected(); });
    connect(m_tree, &QTreeWidget::itemExpanded, this, [this](const QTreeWidgetItem* item) {
        m_folded.remove(item->data(0, placeRole).toString());
        m_unfolded.insert(item->data(0, placeRole).toString());
    });
    connect(m_tree, &QTreeWidget::itemCollapsed, this, [this](const QTreeWidgetItem* item) {
        m_unfolded.remove(item->data(0, placeRole).toString());
        m_folded.insert(item->data(0, placeRole).toString());
    });
    connect(m_addMenu, &QMenu::aboutToShow, this, [this] {
        m_addMenu->clear();
        if (!m_document->isEmpty())
            fillAddMenu(m_addMenu);
    });
    connect(m_remove, &QToolButton::clicked, this, [this] { removeSelected(selectedPlace()); });
    connect(m_up, &QToolButton::clicked, this, [this] { moveSelected(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveSelected(1); });
}

void OutlineEditor::start()
{
    connect(m_document, &ExperimentDocument::replaced, this, [this] {
        m_folded.clear();
        m_unfolded.clear();
    });
    connect(m_document, &ExperimentDocument::changed, this, &OutlineEditor::rebuild);
    retranslate();
}

void OutlineEditor::setButton(QToolButton* button, const char* image, const QString& label, const QString& tip)
{
    button->setIcon(icon(image, themeOf(palette()).text, themeOf(palette()).mutedText));
    button->setText(label);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    if (label.isEmpty())
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void OutlineEditor::setAddText(const QString& label, const QString& tip)
{
    setButton(m_add, "add", label, tip);
}

void OutlineEditor::setRemoveTip(const QString& tip)
{
    setButton(m_remove, "remove", {}, tip);
}

void OutlineEditor::retranslate()
{
    setButton(m_up, "up", {}, tr("Move up"));
    setButton(m_down, "down", {}, tr("Move down"));
    rebuild();
}

void OutlineEditor::changeEvent(QEvent* event)
{
    // A change of palette comes while Qt walks over all widgets: none may go before it is through.
    if (event->type() == QEvent::PaletteChange)
        QMetaObject::invokeMethod(
            this, [this] { retranslate(); }, Qt::QueuedConnection);
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void OutlineEditor::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        rebuild();
}

QString OutlineEditor::selectedPlace() const
{
    return m_tree->currentItem() ? m_tree->currentItem()->data(0, placeRole).toString() : QString();
}

void OutlineEditor::select(const QString& place)
{
    m_wanted = place;
    if (m_stale)
        return;
    for (QTreeWidgetItemIterator it(m_tree); *it; ++it)
        if ((*it)->data(0, placeRole).toString() == place) {
            m_tree->setCurrentItem(*it);
            m_tree->scrollToItem(*it);
            break;
        }
    m_wanted.clear();
}

void OutlineEditor::rebuild()
{
    m_stale = !isVisible(); // thousands of items that nobody sees can wait
    if (m_stale)
        return;
    const QString selected = m_wanted.isEmpty() ? selectedPlace() : m_wanted;
    {
        const QSignalBlocker quiet(m_tree);
        m_tree->clear();
        if (!m_document->isEmpty())
            fillTree();
        for (QTreeWidgetItemIterator it(m_tree); *it; ++it) {
            const QString place = (*it)->data(0, placeRole).toString();
            if (m_folded.contains(place) || m_unfolded.contains(place))
                (*it)->setExpanded(m_unfolded.contains(place));
        }
        select(selected);
        m_wanted.clear();
        if (!m_tree->currentItem() && m_tree->topLevelItemCount() > 0)
            m_tree->setCurrentItem(m_tree->topLevelItem(0));
    }
    showSelected();
}

void OutlineEditor::showSelected()
{
    const QString place = m_document->isEmpty() ? QString() : selectedPlace();
    m_add->setEnabled(!m_document->isEmpty());
    m_remove->setEnabled(!place.isEmpty() && canRemove(place));
    const Standing standing = place.isEmpty() ? Standing() : standingOf(m_document->experiment().document(), place);
    m_up->setEnabled(standing.index > 0);
    m_down->setEnabled(standing.index >= 0 && standing.index + 1 < standing.count);
    m_form->setPage(place.isEmpty() ? FieldForm::Page() : page(place));
}

void OutlineEditor::moveSelected(int by)
{
    const QString place = selectedPlace();
    const Standing standing = standingOf(m_document->experiment().document(), place);
    const int to = standing.index + by;
    if (standing.index < 0 || to < 0 || to >= standing.count)
        return;
    const QString after = standing.isNamed ? place : QStringLiteral("%1/%2").arg(standing.list).arg(to);
    edited(m_document->edit(tr("move an entry"),
                            [&](const auto& experiment) {
                                return workload::moveEntry(experiment, place.toStdString(), std::size_t(to));
                            }),
           after);
}

Status OutlineEditor::editTowards(const QString& place, const QString& what, const ExperimentDocument::Change& change)
{
    m_wanted = place;
    const Status status = m_document->edit(what, change);
    m_wanted.clear();
    return status;
}

void OutlineEditor::edited(const Status& status, const QString& place)
{
    if (status && !place.isEmpty())
        select(place);
    m_form->showError(status);
}

} // namespace streamscope::ui
