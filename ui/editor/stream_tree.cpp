// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/stream_tree.h"

#include "language/language.h"

#include <QDropEvent>

#include <algorithm>

namespace streamscope::ui {

namespace {
constexpr int streamRole = Qt::UserRole + 1, branchRole = Qt::UserRole + 2; // UserRole is the place

int numberOf(const QTreeWidgetItem* item, int role)
{
    const QVariant value = item ? item->data(0, role) : QVariant();
    return value.isValid() ? value.toInt() : -1;
}
} // namespace

StreamTree::StreamTree(QWidget* parent) : QTreeWidget(parent)
{
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(true);
    setDragDropMode(QAbstractItemView::InternalMove);
}

int StreamTree::streamOf(const QTreeWidgetItem* item) const
{
    return numberOf(item, branchRole) >= 0 ? -1 : numberOf(item, streamRole);
}

int StreamTree::branchOf(const QTreeWidgetItem* item) const
{
    return numberOf(item, branchRole);
}

void StreamTree::setLayout(const QString& title, const workload::Workload& workload, const workload::Layout& layout,
                           int placeRole)
{
    auto* root = new QTreeWidgetItem(this, {title});
    root->setData(0, placeRole, text(layout.place));
    root->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    QTreeWidgetItem* entry = nullptr;
    for (std::size_t s = 0; s < layout.streams.size(); ++s) {
        const workload::Stream& stream = layout.streams[s];
        const auto ofEntry = std::count_if(layout.streams.begin(), layout.streams.end(),
                                           [&](const workload::Stream& other) { return other.place == stream.place; });
        QString place = text(stream.place);
        QTreeWidgetItem* parent = root;
        if (ofEntry > 1) {
            if (!entry || entry->data(0, placeRole).toString() != place) {
                const QString name = text(stream.name).section(QLatin1Char(' '), 0, -2);
                entry = new QTreeWidgetItem(root, {QStringLiteral("%1  ×%2").arg(name).arg(ofEntry)});
                entry->setData(0, placeRole, place);
                entry->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            }
            parent = entry;
            place += QStringLiteral("#%1").arg(s);
        }
        auto* item =
            new QTreeWidgetItem(parent, {stream.isDefault && ofEntry == 1 ? tr("default stream") : text(stream.name)});
        item->setData(0, placeRole, place);
        item->setData(0, streamRole, int(s));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled);
        for (std::size_t b = 0; b < workload.branches.size(); ++b) {
            if (layout.streamOfBranch[b] != workload::Index(s))
                continue;
            auto* child = new QTreeWidgetItem(item, {text(workload.branches[b].name)});
            child->setData(0, placeRole, QStringLiteral("%1#%2").arg(text(workload.branches[b].place)).arg(b));
            child->setData(0, streamRole, int(s));
            child->setData(0, branchRole, int(b));
            child->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
        }
    }
    expandAll();
}

void StreamTree::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->source() == this)
        QTreeWidget::dragEnterEvent(event);
}

void StreamTree::dragMoveEvent(QDragMoveEvent* event)
{
    QTreeWidget::dragMoveEvent(event);
    const auto* target = itemAt(event->position().toPoint());
    if (branchOf(currentItem()) >= 0 && numberOf(target, streamRole) >= 0)
        event->acceptProposedAction();
    else
        event->ignore();
}

void StreamTree::dropEvent(QDropEvent* event)
{
    const int branch = branchOf(currentItem());
    const int stream = numberOf(itemAt(event->position().toPoint()), streamRole);
    // The document decides what the tree looks like; the view must not move items by itself.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (branch >= 0 && stream >= 0)
        QMetaObject::invokeMethod(
            this, [this, branch, stream] { emit branchDropped(branch, stream); }, Qt::QueuedConnection);
}

} // namespace streamscope::ui
