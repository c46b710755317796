// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/work_editor.h"

#include "editor/buffer_fields.h"
#include "editor/experiment_document.h"
#include "editor/operation_fields.h"
#include "language/language.h"
#include "workload/edit.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QTreeWidget>

namespace streamscope::ui {

namespace {

constexpr int fewBranches = 4, fewEntries = 6; ///< up to here a list stands open at first

const QString experimentPlace = QStringLiteral("#"), parametersPlace = QStringLiteral("#/parameters"),
              buffersPlace = QStringLiteral("#/buffers"), branchesPlace = QStringLiteral("#/branches");

/// What a place is: "#/branches/0" has the list "branches" around it, "…/operations/3" the list "operations".
QString listOf(const QString& place)
{
    return place.section(QLatin1Char('/'), -2, -2);
}

QString placeOf(const QString& section, const std::string& key)
{
    return section + QLatin1Char('/') +
           text(key).replace(QLatin1Char('~'), QStringLiteral("~0")).replace(QLatin1Char('/'), QStringLiteral("~1"));
}

/// The key that a place ends with.
std::string keyOf(const QString& place)
{
    return place.section(QLatin1Char('/'), -1)
        .replace(QStringLiteral("~1"), QStringLiteral("/"))
        .replace(QStringLiteral("~0"), QStringLiteral("~"))
        .toStdString();
}

QTreeWidgetItem* itemAt(const QString& place, const QString& shown)
{
    auto* item = new QTreeWidgetItem({shown});
    item->setData(0, OutlineEditor::placeRole, place);
    return item;
}

void addOperations(QTreeWidgetItem* parent, const Json& operations, const QString& place)
{
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const QString own = place + QStringLiteral("/%1").arg(i);
        auto* item = itemAt(own, operationText(operations[i]));
        parent->addChild(item);
        if (operations[i].contains("repeat"))
            addOperations(item, operations[i]["repeat"].value("operations", Json::array()),
                          own + QStringLiteral("/repeat/operations"));
    }
}

} // namespace

WorkEditor::WorkEditor(ExperimentDocument* document, QWidget* parent)
    : OutlineEditor(document, new QTreeWidget, QStringLiteral("work"), parent)
{
    m_buttons->addStretch(1);
    start();
}

void WorkEditor::retranslate()
{
    setAddText(tr("Add"), tr("Add an operation after the selected one, a branch, a parameter or a buffer"));
    setRemoveTip(tr("Remove what is selected"));
    m_tree->setAccessibleName(tr("Parameters, buffers, branches and their operations"));
    OutlineEditor::retranslate();
}

void WorkEditor::selectBranch(int branch)
{
    select(QStringLiteral("%1/%2").arg(branchesPlace).arg(branch));
}

int WorkEditor::branchOf(const QString& place)
{
    return place.startsWith(branchesPlace + QLatin1Char('/')) ? place.section(QLatin1Char('/'), 2, 2).toInt() : -1;
}

void WorkEditor::fillTree()
{
    const Json& document = m_document->experiment().document();
    m_tree->addTopLevelItem(itemAt(experimentPlace, text(m_document->experiment().title(language()))));
    const auto section = [&](const QString& place, const QString& title, const char* key, const char* value) {
        const Json entries = document.value(key, Json::object());
        auto* head = itemAt(place, title);
        m_tree->addTopLevelItem(head);
        for (const auto& [name, entry] : entries.items())
            head->addChild(itemAt(placeOf(place, name), text(name) + QStringLiteral(" = ") + plain(entry[value])));
        head->setExpanded(int(entries.size()) <= fewEntries);
    };
    section(parametersPlace, tr("Parameters"), "parameters", "value");
    section(buffersPlace, tr("Buffers"), "buffers", "bytes");
    const Json& branches = document["branches"];
    for (std::size_t i = 0; i < branches.size(); ++i) {
        QString name = plain(branches[i]["name"]);
        if (branches[i].contains("count"))
            name += QStringLiteral("  ×") + plain(branches[i]["count"]);
        const QString place = QStringLiteral("%1/%2").arg(branchesPlace).arg(i);
        auto* item = itemAt(place, name);
        m_tree->addTopLevelItem(item);
        addOperations(item, branches[i]["operations"], place + QStringLiteral("/operations"));
        item->setExpanded(branches.size() <= fewBranches);
    }
    if (!m_tree->currentItem())
        m_tree->setCurrentItem(m_tree->topLevelItem(3));
}

void WorkEditor::fillAddMenu(QMenu* menu)
{
    const auto add = [menu](const QString& name, const QString& shown, auto slot) {
        QAction* action = menu->addAction(shown, std::move(slot));
        action->setObjectName(QStringLiteral("add-") + name);
        return action;
    };
    for (const QString& kind : operationKinds()) {
        const QString missing = missingFor(kind, m_document->experiment());
        QString shown = operationKindName(kind);
        if (!missing.isEmpty())
            shown += QStringLiteral("  (") + missing + QLatin1Char(')');
        add(kind, shown, [this, kind] { addOperation(kind); })->setEnabled(missing.isEmpty());
    }
    menu->addSeparator();
    add(QStringLiteral("branch"), tr("branch"), [this] { addBranch(); });
    add(QStringLiteral("parameter"), tr("parameter"), [this] { addNamed(parametersPlace); });
    add(QStringLiteral("buffer"), tr("buffer"), [this] { addNamed(buffersPlace); });
}

void WorkEditor::addBranch()
{
    const Status status =
        m_document->edit(tr("add a branch"), [](const auto& experiment) { return workload::addBranch(experiment); });
    edited(status,
           QStringLiteral("%1/%2").arg(branchesPlace).arg(m_document->experiment().document()["branches"].size() - 1));
}

void WorkEditor::addNamed(const QString& section)
{
    const bool parameter = section == parametersPlace;
    const Status status =
        m_document->edit(parameter ? tr("add a parameter") : tr("add a buffer"), [&](const auto& experiment) {
            return parameter ? workload::addParameter(experiment) : workload::addBuffer(experiment);
        });
    const Json& entries = m_document->experiment().document()[parameter ? "parameters" : "buffers"];
    edited(status, status ? placeOf(section, std::prev(entries.end()).key()) : QString());
}

/// Behind the selected operation; at the end of the selected branch or repeat; else at the end of the last branch.
void WorkEditor::addOperation(const QString& kind)
{
    const QString selected = selectedPlace();
    const Json& document = m_document->experiment().document();
    const auto sizeOf = [&](const QString& list) {
        return document.at(Json::json_pointer(list.mid(1).toStdString())).size();
    };
    QString list = QStringLiteral("%1/%2/operations")
                       .arg(branchesPlace)
                       .arg(branchOf(selected) < 0 ? int(document["branches"].size()) - 1 : branchOf(selected));
    std::size_t index = sizeOf(list);
    if (listOf(selected) == QLatin1String("operations")) {
        if (document.at(Json::json_pointer(selected.mid(1).toStdString())).contains("repeat")) {
            list = selected + QStringLiteral("/repeat/operations");
            index = sizeOf(list);
        } else {
            list = selected.section(QLatin1Char('/'), 0, -2);
            index = selected.section(QLatin1Char('/'), -1).toULongLong() + 1;
        }
    }
    const QString place = QStringLiteral("%1/%2").arg(list).arg(index);
    edited(m_document->edit(
               tr("add an operation"),
               [&](const auto& experiment) { return withNewOperation(experiment, kind, place.toStdString()); }),
           place);
}

bool WorkEditor::canRemove(const QString& place) const
{
    const QString list = listOf(place);
    return list == QLatin1String("operations") || list == QLatin1String("parameters") ||
           list == QLatin1String("buffers") ||
           (list == QLatin1String("branches") && m_document->experiment().document()["branches"].size() > 1);
}

void WorkEditor::removeSelected(const QString& place)
{
    const QString list = listOf(place);
    const std::string name = keyOf(place), where = place.toStdString();
    if (list == QLatin1String("operations"))
        edited(m_document->edit(tr("remove an operation"),
                                [&](const auto& experiment) { return workload::removeOperation(experiment, where); }));
    else if (list == QLatin1String("parameters"))
        edited(m_document->edit(tr("remove a parameter"),
                                [&](const auto& experiment) { return workload::removeParameter(experiment, name); }));
    else if (list == QLatin1String("buffers"))
        edited(m_document->edit(tr("remove a buffer"),
                                [&](const auto& experiment) { return workload::removeBuffer(experiment, name); }));
    else if (list == QLatin1String("branches"))
        edited(m_document->edit(tr("remove a branch"), [&](const auto& experiment) {
            return workload::removeBranch(experiment,
                                          plain(MemberFields(m_document, place).value("name")).toStdString());
        }));
}

FieldForm::Page WorkEditor::page(const QString& place)
{
    if (place == experimentPlace)
        return experimentPage();
    if (place == parametersPlace)
        return {
            place, tr("Numbers that sliders change. Any number of the experiment may be an expression in them."), {}};
    if (place == buffersPlace)
        return {
            place,
            tr("Each has a side on the host and one on the device. Operations that name none get one of their own."),
            {}};
    const QString list = listOf(place);
    return list == QLatin1String("parameters") ? parameterPage(place)
           : list == QLatin1String("buffers")  ? bufferPage(place)
           : list == QLatin1String("branches") ? branchPage(place)
                                               : operationPage(m_document, place);
}

FieldForm::Page WorkEditor::experimentPage()
{
    const MemberFields members(m_document, experimentPlace);
    return {experimentPlace,
            {},
            {members.text(tr("Name"), "name"), members.localText(tr("Title"), "title", tr("its name")),
             members.localText(tr("What to look for"), "description")}};
}

FieldForm::Page WorkEditor::parameterPage(const QString& place)
{
    const MemberFields members(m_document, place);
    FieldForm::Field name{tr("Name"), "name", text(keyOf(place)), {}, {}, {}, {}, {}};
    name.commit = [this, before = keyOf(place)](const QString& typed) {
        const std::string after = typed.toStdString();
        return editTowards(placeOf(parametersPlace, after), tr("rename a parameter"), [&](const auto& experiment) {
            return workload::renameParameter(experiment, before, after);
        });
    };
    return {place,
            {},
            {name, members.number(tr("Value"), "value"), members.number(tr("Least"), "min"),
             members.number(tr("Most"), "max"),
             members.choice(tr("Slider"), "scale", {tr("linear"), tr("logarithmic")}, {"linear", "log"}),
             members.text(tr("Unit"), "unit", tr("none")), members.localText(tr("Label"), "label", tr("its name"))}};
}

FieldForm::Page WorkEditor::bufferPage(const QString& place)
{
    FieldForm::Field name{tr("Name"), "name", text(keyOf(place)), {}, {}, {}, {}, {}};
    name.commit = [this, before = keyOf(place)](const QString& typed) {
        const std::string after = typed.toStdString();
        return editTowards(placeOf(buffersPlace, after), tr("rename a buffer"),
                           [&](const auto& experiment) { return workload::renameBuffer(experiment, before, after); });
    };
    FieldForm::Page page{place, {}, {name}};
    for (FieldForm::Field& field : bufferFields(m_document, place))
        page.fields.push_back(std::move(field));
    return page;
}

FieldForm::Page WorkEditor::branchPage(const QString& place)
{
    const MemberFields members(m_document, place);
    FieldForm::Field name = members.text(tr("Name"), "name");
    name.commit = [this, before = name.value.toStdString()](const QString& typed) {
        return m_document->edit(tr("rename a branch"), [&](const auto& experiment) {
            return workload::renameBranch(experiment, before, typed.toStdString());
        });
    };
    return {place,
            {},
            {name, members.number(tr("Copies"), "count", "1"),
             members.names(tr("After"), "after", tr("nothing: it starts at once"))}};
}

} // namespace streamscope::ui
